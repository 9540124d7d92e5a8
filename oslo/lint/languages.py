"""Language tags (BCP 47): whether one names a language that exists, in a country that exists."""

from __future__ import annotations

import re

_LANGUAGES = """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
    en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it
    iu iw ja ji jv jw ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo
    mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh
    si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh
    yi yo za zh zu"""
"""The languages with two letters in the registry of subtags (ISO 639-1, former codes included)."""
_REGIONS = """
    ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv bw by
    bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj fk
    fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir
    is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk
    ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm
    pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf
    tg th tj tk tl tm tn to tr tt tv tw tz ua ug um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw"""
"""The countries of ISO 3166-1; the registry also has the former ones and some groups, below."""
_OTHER_REGIONS = "aa ac an bu cp cq cs dd dg ea eu ez fx ic nt qo su ta tp un yd yu zr zz"
_SHORT = {
    **dict.fromkeys(["dut", "nld"], "nl"),
    **dict.fromkeys(["fra", "fre"], "fr"),
    **dict.fromkeys(["deu", "ger"], "de"),
    **dict.fromkeys(["ron", "rum"], "ro"),
    **dict.fromkeys(["ces", "cze"], "cs"),
    **dict.fromkeys(["ell", "gre"], "el"),
    **dict.fromkeys(["slk", "slo"], "sk"),
    **dict.fromkeys(["zho", "chi"], "zh"),
    **{"eng": "en", "spa": "es", "ita": "it", "por": "pt", "pol": "pl", "tur": "tr", "ara": "ar", "rus": "ru"},
    **{"dan": "da", "swe": "sv", "nor": "no", "fin": "fi", "hun": "hu", "bul": "bg", "hrv": "hr", "slv": "sl"},
    **{"est": "et", "lav": "lv", "lit": "lt", "gle": "ga", "mlt": "mt", "ukr": "uk", "jpn": "ja", "ltz": "lb"},
}
"""Codes of three letters of languages that have a code of two, which alone may be used (BCP 47, section 2.2.1)."""
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})(?:-[a-z]{4})?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+|i-[a-z]+",
    re.IGNORECASE,
)


def language_error(tag: str) -> str | None:
    """What is wrong with a language tag; None if nothing is.

    >>> language_error("nl-BE"), language_error("dutch"), language_error("vl")
    (None, 'no language has the code dutch', 'no language has the code vl')
    >>> language_error("nld"), language_error("en-UK")
    ('the code of the language is nl', 'no country has the code UK')
    """
    match = _TAG.fullmatch(tag)
    if match is None:
        return "not of the form of a language tag (nl, nl-BE)"
    language, region = (match["language"] or "").partition("-")[0].lower(), match["region"] or ""
    if (len(language) == 2 and language not in _LANGUAGES.split()) or len(language) > 3:
        return f"no language has the code {language}"
    if language in _SHORT:
        return f"the code of the language is {_SHORT[language]}"
    known = region.isdigit() or region.lower() in f"{_REGIONS} {_OTHER_REGIONS}".split()
    return None if known or not region else f"no country has the code {region}"
