"""How a model class is declared: its IRI, one sentence, one line per property.

    class Geboorte(Resource, iri=PERSOON.Geboorte):
        \"\"\"Birth of a person.\"\"\"

        datum: Annotated[datetime, PERSOON.datum]
        \"\"\"When the person was born.\"\"\"

The type of a field gives its range and cardinality: `T` exactly one, `T | None` at most one,
`list[T]` any number, `Annotated[list[T], IRI, MinLen(1)]` at least one. The first IRI in the
metadata is the path. `description.py` reads the declaration; no other module looks at annotations.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from inspect import Signature
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationError
from pydantic.alias_generators import to_camel
from pydantic_core import CoreSchema, core_schema

from ..errors import DescribeError
from ..namespaces import NODE_PATTERN, BlankNode, Iri, instance_or
from .values import LangString, adapted


class _Node:
    """How pydantic checks an id: text that begins with `_:` is a blank node, any other an IRI."""

    @staticmethod
    def make(value: object) -> Iri | BlankNode:
        if not isinstance(value, str):
            raise ValueError(f"expected an IRI, not {value!r}")
        return BlankNode(value) if value.startswith("_:") else Iri(value)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.nullable_schema(
            instance_or((Iri, BlankNode), cls.make, "not an absolute IRI", pattern=NODE_PATTERN)
        )


if TYPE_CHECKING:
    from pydantic._internal._model_construction import ModelMetaclass as _ModelType
else:
    _ModelType = type(BaseModel)


@contextmanager
def _plainly(cls: Any) -> Iterator[None]:
    """Errors of validation in plain words."""
    try:
        yield
    except ValidationError as error:
        from .mistakes import plainly

        raise plainly(error, cls) from None


class _ResourceType(_ModelType):
    # What `inspect.signature` and `help` show of a model class: its fields under their Python names, with a sentence
    # each, read on demand.

    if not TYPE_CHECKING:  # for checkers a class is made by its `__init__`

        def __call__(self, /, *args: Any, **fields: Any) -> Any:
            with _plainly(self):
                return super().__call__(*args, **fields)

    @property
    def __signature__(self: Any) -> Signature:
        from .documentation import signature

        return signature(self) if self.iri else Signature()

    @__signature__.setter
    def __signature__(self, value: object) -> None:
        """Ignore pydantic's signature: it has the JSON names, and no fields of a class that is not complete yet."""

    @property
    def __doc__(self: Any) -> str | None:  # type: ignore[override]
        from .documentation import help_text, own_doc

        return help_text(self) if self.iri else own_doc(self)


class Resource(BaseModel, metaclass=_ResourceType):
    """A thing with an IRI: the base of every model class.

    `id` is the IRI (or blank node) of the thing. Without it, when written, a part gets a stable IRI
    below that of its parent, and a top-level resource a `urn:uuid:` made from its content.

    Two resources are equal if they have the same class and the same triples; the order of the values
    of a property has no meaning in RDF.

    >>> class Gebouw(Resource, iri=Iri("https://data.vlaanderen.be/ns/gebouw#Gebouw")): ...
    >>> Gebouw(id="urn:stadhuis").id
    Iri('urn:stadhuis')
    """

    model_config = ConfigDict(
        alias_generator=to_camel,
        populate_by_name=True,
        extra="forbid",
        defer_build=True,
        hide_input_in_errors=True,  # a message must not carry a person's data into a log
        validate_assignment=True,
    )

    iri: ClassVar[Iri | None] = None
    typed: ClassVar[bool] = True
    text_language: ClassVar[str] = "nl"

    id: Annotated[Iri | BlankNode | None, _Node] = None

    if TYPE_CHECKING:  # a text stands for a LangString, an Iri, a Concept: what a field takes is more than its type

        def __init__(self, **fields: Any) -> None: ...

    else:

        @classmethod
        def model_validate(cls, obj: Any, **options: Any) -> Any:
            """As pydantic's, with errors in plain words."""
            with _plainly(cls):
                return super().model_validate(obj, **options)

        def __setattr__(self, name: str, value: Any) -> None:
            with _plainly(type(self)):
                super().__setattr__(name, value)

        @classmethod
        def model_validate_json(cls, json_data: Any, **options: Any) -> Any:
            """The same, of JSON."""
            with _plainly(cls):
                return super().model_validate_json(json_data, **options)

    def __init_subclass__(
        cls, iri: Iri | None = None, language: str | None = None, typed: bool = True, **kwargs: Any
    ) -> None:
        """Declare a class: `iri` is the class in RDF, `language` the language of bare texts (default "nl").

        `typed=False`: it is no rdf:type; a thing is one because a property that takes this class leads to it, as
        with sh:node in SHACL (section 4.7.1). `iri` is then that of the shape.
        """
        super().__init_subclass__(**kwargs)
        if iri is None and not cls.__dict__.get("__pydantic_generic_metadata__", {}).get("origin"):
            raise DescribeError(f"{cls.__qualname__}: a model class needs its IRI: class {cls.__name__}(..., iri=...)")
        cls.iri = Iri(iri) if iri is not None else cls.iri
        cls.typed = typed
        if language is not None:
            cls.text_language = language
        for base in cls.__bases__:
            if base.__module__ != cls.__module__ and issubclass(base, Resource) and base is not Resource:
                for each in (base, *_beside(base, cls.__name__)):
                    each.model_rebuild(raise_errors=False)  # names in its annotations belong to its own module
        for name, value in list(vars(cls).items()):
            if isinstance(value, list) and not value and name in cls.__annotations__:
                # For an empty list as default, a factory saves a deep copy per record.
                setattr(cls, name, Field(default_factory=list))

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Accept the keywords of the class statement, which `__init_subclass__` has used."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema: CoreSchema = adapted(handler(source), cls.text_language)
        return schema

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """The JSON Schema of pydantic, with the docstrings of the class and its fields."""
        from .documentation import documentation

        json_schema = handler(schema)
        if cls.iri is not None:
            docs = documentation(cls)
            model = handler.resolve_ref_schema(json_schema)
            model["description"] = docs.summary
            properties = model.get("properties", {})
            for name, sentence in docs.properties.items():
                for key in (name, cls.model_fields[name].alias):
                    if key in properties:
                        properties[key].setdefault("description", sentence)
        return json_schema

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Resource) or type(self) is not type(other):
            return NotImplemented
        from ..exchange.lines import triples_of  # here, because the writer imports this class

        return self is other or triples_of(self) == triples_of(other)


def _beside(base: type[Resource], name: str) -> list[type[Resource]]:
    """The classes of the module of a base that have a name in their annotations, and are not complete yet.

    Pydantic takes the name of a class that is built for that class wherever it stands: in `Versie`, beside a base
    `Object`, it would take `Object` for the subclass of another module that has the same name.
    """
    beside = vars(sys.modules[base.__module__]).values()
    classes = [each for each in beside if isinstance(each, type) and issubclass(each, Resource)]
    return [
        each
        for each in classes
        if each.__module__ == base.__module__
        and not each.__pydantic_fields_complete__
        and any(name in str(annotation) for annotation in each.__annotations__.values())
    ]


@dataclass(frozen=True, slots=True)
class UniqueLang:
    """In the metadata of a field of texts: at most one in each language (sh:uniqueLang).

    >>> from typing import Annotated
    >>> from oslo import LangString
    >>> class Zaal(Resource, iri=Iri("https://data.example.be/ns#Zaal")):
    ...     naam: Annotated[list[LangString], Iri("https://data.example.be/ns#naam"), UniqueLang()] = []
    >>> len(Zaal(naam=["Grote zaal", ("Grande salle", "fr")]).naam)
    2
    >>> Zaal(naam=["Grote zaal", "Feestzaal"])
    Traceback (most recent call last):
    ...
    pydantic_core._pydantic_core.ValidationError: 1 validation error for Zaal
    naam
      more than one text in the language 'nl' [type=value_error]
    """

    @staticmethod
    def check(texts: list[LangString]) -> list[LangString]:
        """The texts unchanged. Raises ValueError for two in one language."""
        for language, number in Counter(text.language for text in texts).items():
            if number > 1:
                raise ValueError(f"more than one text in the language {language!r}")
        return texts

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))


@dataclass(frozen=True, slots=True)
class Anything:
    """In the metadata of a field: any value will do, and one that fits a class of the field is read as that class.

    >>> from oslo import describe
    >>> class Zaal(Resource, iri=Iri("urn:x:Zaal")):
    ...     heeft: Annotated[list[str], Iri("urn:x:heeft"), Anything()] = []
    >>> [prop.anything for prop in describe(Zaal).properties]
    [True]
    """


@dataclass(frozen=True, slots=True)
class Formerly:
    """In the metadata of a field: a former IRI of its property, which is read but never written.

    >>> from typing import Annotated
    >>> from oslo import Format, read
    >>> class Zaal(Resource, iri=Iri("urn:x:Zaal")):
    ...     naam: Annotated[str, Iri("urn:x:naam"), Formerly(Iri("urn:x:nam"))]
    >>> read('<urn:x:1> a <urn:x:Zaal> ; <urn:x:nam> "De Kring" .', Zaal, Format.TURTLE)[0].naam
    'De Kring'
    """

    iri: Iri


T = TypeVar("T", bound=Resource)

Ref: TypeAlias = Annotated[T | Iri | BlankNode, Field(union_mode="left_to_right")]
"""A resource described here, or the IRI of one that is described elsewhere: `Ref[Persoon]`."""


def with_subclasses(classes: Iterable[type[T]]) -> list[type[T]]:
    """Some classes, and all that derive from them."""
    found = list(classes)
    for cls in found:
        found += [sub for sub in cls.__subclasses__() if sub not in found]
    return found
