"""IRIs by the Flemish URI standard and of the registers: as they are written, and never with the number of a person."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from oslo.identifiers import REGISTERS, kbo_iri, mint, register_iri
from oslo.namespaces import Iri

LAW = settings(derandomize=True, deadline=None, max_examples=50)


@pytest.mark.parametrize(
    ("parts", "options", "expected"),
    [
        (("data.vlaanderen.be", "gebouw"), {}, "https://data.vlaanderen.be/id/gebouw"),
        (("data.gent.be", "dossier", "2024-7.a_b~c"), {"kind": "doc"}, "https://data.gent.be/doc/dossier/2024-7.a_b~c"),
        (("data.vlaanderen.be", "persoon", "Persoon"), {"kind": "ns"}, "https://data.vlaanderen.be/ns/persoon#Persoon"),
        (
            ("data.gent.be", "persoon", "85073003328"),
            {"allow_national_number": True},
            "https://data.gent.be/id/persoon/85073003328",
        ),
        (("data.gent.be", "persoon", "85073003329"), {}, "https://data.gent.be/id/persoon/85073003329"),
    ],
)
def test_mint(parts: tuple[str, ...], options: dict[str, bool], expected: str) -> None:
    iri = mint(*parts, **options)  # type: ignore[arg-type]
    assert iri == expected
    assert type(iri) is Iri


@pytest.mark.parametrize(
    ("domain", "concept", "reference", "said"),
    [
        ("https://data.gent.be", "dossier", "1", "domain"),
        ("Data.gent.be", "dossier", "1", "domain"),
        ("localhost", "dossier", "1", "domain"),
        ("data.gent.be", "Dossier", "1", "lower case"),
        ("data.gent.be", "", "1", "lower case"),
        ("data.gent.be", "een dossier", "1", "lower case"),
        ("data.gent.be", "dossier", "", "reference"),
        ("data.gent.be", "dossier", "a/b", "reference"),
        ("data.gent.be", "dossier", "é", "reference"),
        ("data.gent.be", "dossier", "..", "reference"),
        ("data.gent.be", "dossier", "1\n", "reference"),
        ("data.gent.be", "dossier", ".", "reference"),
        ("data..gent.be", "dossier", "1", "domain"),
        ("data.gent.be.", "dossier", "1", "domain"),
        ("data.gent.be", "dossier-", "1", "lower case"),
        ("data.gent.be", "1dossier", "1", "lower case"),
    ],
)
def test_mint_refuses(domain: str, concept: str, reference: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        mint(domain, concept, reference)


@pytest.mark.parametrize(
    "reference", ["85073003328", "85.07.30-033.28", "p_85073003328_1", "85073003328/x", "00600099536"]
)
def test_mint_refuses_a_number_of_a_person(reference: str) -> None:
    with pytest.raises(ValueError, match="national number") as caught:
        mint("data.gent.be", "persoon", reference)
    assert reference not in str(caught.value)


def test_mint_takes_what_is_no_number_of_a_person_and_types_that_there_are() -> None:
    for reference in ("a85073003328", "85073003328a", "850730033289", "85073003329-1", "a..b", "..."):
        assert mint("data.gent.be", "x", reference) == f"https://data.gent.be/id/x/{reference}"
    assert mint("data.gent.be", "mijn-huis2", kind="ns") == "https://data.gent.be/ns/mijn-huis2"
    assert mint("a-b.gent--x.be", "x", "1") == "https://a-b.gent--x.be/id/x/1"
    with pytest.raises(ValueError, match="the type of an IRI is id, doc or ns, not 'set'"):
        mint("data.gent.be", "x", kind="set")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"national number of a person \(\*{9}28\)"):
        mint("data.gent.be", "x", "85073003329_85073003328")


@LAW
@given(reference=st.uuids().map(str))
def test_a_uuid_is_no_national_number(reference: str) -> None:
    assert mint("data.gent.be", "persoon", reference).endswith(reference)


REGISTERED = {
    "onderneming": "0200065765", "vestiging": "2000000339", "organisatie": "OVO002949", "gemeente": "44021",
    "postinfo": "9000", "belgif-onderneming": "0200065765", "belgif-refnis2019": "44021",
}  # fmt: skip


def test_register_iris() -> None:
    assert kbo_iri("BE 0200.065.765") == "https://data.vlaanderen.be/id/onderneming/0200065765"
    flemish, number, unit = "https://data.vlaanderen.be/id", "0200065765", "2000000339"
    assert {(name, text, register_iri(name, text)) for name, text in REGISTERED.items()} == {
        ("onderneming", number, f"{flemish}/onderneming/{number}"),
        ("vestiging", unit, f"{flemish}/vestiging/{unit}"),
        ("organisatie", "OVO002949", f"{flemish}/organisatie/OVO002949"),
        ("gemeente", "44021", f"{flemish}/gemeente/44021"),
        ("postinfo", "9000", f"{flemish}/postinfo/9000"),
        ("belgif-onderneming", number, f"https://org.belgif.be/id/CbeRegisteredEntity/{number}"),
        ("belgif-refnis2019", "44021", "http://vocab.belgif.be/auth/refnis2019/44021"),
    }
    assert REGISTERED.keys() == REGISTERS.keys()
    with pytest.raises(ValueError, match="there are onderneming"):
        register_iri("kadaster", "1")
