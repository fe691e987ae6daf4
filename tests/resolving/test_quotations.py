"""Who says so: the tables are the specification of `find_quotations` (issue 5, attribution)."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitroom.resolving.quotations import Quotation, find_quotations
from sitroom.resolving.quotations.marks import quoted_stretches
from sitroom.resolving.quotations.tables import lexicon


def only(text: str) -> Quotation:
    found = find_quotations(text)
    assert len(found) == 1, found
    return found[0]


def words(quotation: Quotation) -> tuple[str | None, str, list[str]]:
    """Source, cue and content of a quotation."""
    source = quotation.source.text if quotation.source else None
    return source, quotation.cue.text, [each.text for each in quotation.content]


DIRECT = [
    # text, source, cue, content
    ("“We will not leave,” Ana Tolvik said.", "Ana Tolvik", "said", ["“We will not leave,”"]),
    ("“We will not leave,” said Ana Tolvik.", "Ana Tolvik", "said", ["“We will not leave,”"]),
    ('"We will not leave," he said.', "he", "said", ['"We will not leave,"']),
    ("''We will not leave,'' officials said.", "officials", "said", ["''We will not leave,''"]),
    ("‘We will not leave,’ the envoy said.", "the envoy", "said", ["‘We will not leave,’"]),
    ("The army said: “The bridge is ours.”", "The army", "said", ["“The bridge is ours.”"]),
    ("Said Baro, “We are done.”", "Baro", "Said", ["“We are done.”"]),
    ("“Is this a coup?” asked one resident.", "one resident", "asked", ["“Is this a coup?”"]),
    ("“Why now?” Tolvik asked reporters on Monday.", "Tolvik", "asked", ["“Why now?”"]),
    ("“The talks,” he added, “were a waste of time.”", "he", "added", ["“The talks,”", "“were a waste of time.”"]),
    ("“They told us 'leave or die',” a refugee said.", "a refugee", "said", ["“They told us 'leave or die',”"]),
    ("“We need peace now” – Baro", "Baro", "–", ["“We need peace now”"]),
    ("Baro – “We need peace now”", "Baro", "–", ["“We need peace now”"]),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), DIRECT)
def test_direct_speech_has_its_speaker(text: str, source: str, cue: str, content: list[str]) -> None:
    quotation = only(text)
    assert words(quotation) == (source, cue, content)
    assert quotation.kind == "direct"


INDIRECT = [
    (
        "Officials said on Tuesday that the border would stay closed.",
        "Officials",
        "said",
        ["the border would stay closed"],
    ),
    ("The president said he would resign.", "The president", "said", ["he would resign"]),
    ("The border is shut, the ministry said.", "the ministry", "said", ["The border is shut"]),
    ("The plan, he said, was dead.", "he", "said", ["The plan", "was dead"]),
    (
        "The sanctions, the bloc's foreign policy chief said on Friday, would stay.",
        "the bloc's foreign policy chief",
        "said",
        ["The sanctions", "would stay"],
    ),
    (
        "The road would open, officials in the ministry told AFP.",
        "officials in the ministry",
        "told",
        ["The road would open"],
    ),
    ("Tolvik told lawmakers she had no choice.", "Tolvik", "told", ["she had no choice"]),
    (
        "Baro told state television late on Saturday that the constitution was suspended.",
        "Baro",
        "told",
        ["the constitution was suspended"],
    ),
    ("Baro said, in a briefing in Doha, that the hostages were alive.", "Baro", "said", ["the hostages were alive"]),
    ("The army denied that it had fired on protesters.", "The army", "denied", ["it had fired on protesters"]),
    ("The opposition urged the president to step down.", "The opposition", "urged", ["to step down"]),
    ("A spokesman for the ministry declined to comment.", "A spokesman for the ministry", "declined", ["to comment"]),
    ("Tolvik went on to say that troops would leave.", "Tolvik", "went on to say", ["troops would leave"]),
    ("Many believe the vote was stolen.", "Many", "believe", ["the vote was stolen"]),
    ("A poll found that most voters were undecided.", "A poll", "found", ["most voters were undecided"]),
    ("According to two diplomats, the envoy left.", "two diplomats", "According to", ["the envoy left"]),
    ("The envoy left, according to two diplomats.", "two diplomats", "according to", ["The envoy left"]),
    ("His claim that the bridge was safe.", "His", "claim", ["the bridge was safe"]),
    ("PM Tolvik: We will not negotiate", "PM Tolvik", ":", ["We will not negotiate"]),
    ("Baro accused Narvia of arming the rebels.", "Baro", "accused", ["Narvia of arming the rebels"]),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), INDIRECT)
def test_indirect_speech_is_the_clause_without_that(text: str, source: str, cue: str, content: list[str]) -> None:
    quotation = only(text)
    assert words(quotation) == (source, cue, content)
    assert quotation.kind == "indirect"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Tolvik warned that Narvia would “respond in kind”.", ["Narvia would “respond in kind”"]),
        ("The ministry called the raid “an act of war”.", ["the raid “an act of war”"]),
        ("The deal “serves nobody,” Tolvik wrote.", ["The deal “serves nobody,”"]),
    ],
)
def test_a_clause_with_some_quoted_words_is_mixed(text: str, content: list[str]) -> None:
    quotation = only(text)
    assert [each.text for each in quotation.content] == content
    assert quotation.kind == "mixed"


SOURCES = [
    # text, source, description
    ("Ana Tolvik, the foreign minister, said the truce held.", "Ana Tolvik", "the foreign minister"),
    ("“It holds,” said Ana Tolvik, the foreign minister.", "Ana Tolvik", "the foreign minister"),
    ("“It holds,” said Foreign Minister Ana Tolvik, who met him in May.", "Foreign Minister Ana Tolvik", None),
    (
        "Col. Ali Sow, commander of the 4th Brigade, said the truce held.",
        "Col. Ali Sow",
        "commander of the 4th Brigade",
    ),
    ("Mr. Baro, 54, a former general, said the truce held.", "Mr. Baro", "54, a former general"),
    ("Mira Olsen – who visited Kyiv last week – said the truce held.", "Mira Olsen", None),
    ("Baro, who wanted elections, said the truce held.", "Baro", None),
    ("The minister who met her said the truce held.", "The minister", None),
    ("The envoy, speaking on condition of anonymity, said the truce held.", "The envoy", None),
    ("On Friday, the U.S. envoy to Narvia again said the truce held.", "the U.S. envoy to Narvia", None),
    ("Baro on Wednesday said the truce held.", "Baro", None),
    ("Ana Tolvik and Oumar Baro said the truce held.", "Ana Tolvik and Oumar Baro", None),
    ("Ana Tolvik, Ali Sow, and Oumar Baro said the truce held.", "Ana Tolvik, Ali Sow, and Oumar Baro", None),
    ("Speaking in Geneva, UN spokeswoman Ana Lind said the truce held.", "UN spokeswoman Ana Lind", None),
    ("The truce held, said officials from the African Union.", "officials from the African Union", None),
    ("The ambassador was quoted as saying by state media that the truce held.", "The ambassador", None),
    ("The raid was condemned by the African Union.", "the African Union", None),
]


@pytest.mark.parametrize(("text", "source", "description"), SOURCES)
def test_source_is_the_noun_phrase_without_its_apposition(text: str, source: str, description: str | None) -> None:
    quotation = next(each for each in find_quotations(text) if each.source and each.source.text == source)
    assert (quotation.description.text if quotation.description else None) == description


def test_source_is_none_where_the_words_name_none() -> None:
    quotation = only("The army is expected to withdraw.")
    assert quotation.source is None
    assert quotation.reason == "passive"


SHARED = [
    ("Tolvik said the truce held, adding that talks went on.", ["Tolvik", "Tolvik"]),
    ("Tolvik denied the charge and warned that troops would stay.", ["Tolvik", "Tolvik"]),
    (
        "The court ruled that the ban was void, and the government said it would appeal.",
        ["The court", "the government"],
    ),
    ("Narvia says two villages were shelled; Ostland denies the claim.", ["Narvia", "Ostland"]),
    ("Calling it a farce, Ana Tolvik left.", ["Ana Tolvik"]),
    ("The vote ended calmly, with officials saying turnout was low.", ["officials"]),
]


@pytest.mark.parametrize(("text", "sources"), SHARED)
def test_each_cue_of_a_sentence_has_its_source(text: str, sources: list[str]) -> None:
    assert [each.source.text if each.source else None for each in find_quotations(text)] == sources


CONTINUED = [
    # several quoted sentences with one cue
    ("“We go,” said Tolvik. “Nobody asked us. Nobody.”", ["“We go,”", "“Nobody asked us. Nobody.”"]),
    ("Tolvik agreed. “We cannot wait.”", ["“We cannot wait.”"]),
    # a paragraph that breaks off inside its quotation
    ("Tolvik said: “We go.\n\n“Nobody asked us.”", ["“We go.", "“Nobody asked us.”"]),
    ("“We go.\n\n“Nobody asked us,” Tolvik said.", ["“We go.", "“Nobody asked us,”"]),
    # a cue that hands over to the next paragraph
    ("Tolvik said:\n\n“We go.”\n\n“Now.”", ["“We go.”", "“Now.”"]),
]


@pytest.mark.parametrize(("text", "content"), CONTINUED)
def test_a_quotation_goes_on_without_a_new_cue(text: str, content: list[str]) -> None:
    quotation = only(text)
    assert quotation.source is not None and quotation.source.text == "Tolvik"
    assert [each.text for each in quotation.content] == content
    assert quotation.kind == "direct"


def test_a_pronoun_stays_the_words_of_the_source() -> None:
    found = find_quotations("“They fired first,” Col. Ali Sow said. He added that three men were killed.")
    assert [words(each)[0] for each in found] == ["Col. Ali Sow", "He"]


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("In an op-ed for Le Courrier, Baro argued that sanctions had failed.", "op-ed"),
        ("“We go,” Baro told reporters in Gao.", "briefing"),
        ("The president wrote on X that the deal was dead.", "post"),
        ("The junta said in a statement that the borders were closed.", "statement"),
        ("Baro told CNN in an interview that the offensive would go on.", "interview"),
        ("Baro told state television that the constitution was suspended.", "television"),
        ("At a summit in Doha, Baro said the truce held.", "summit"),
        ("In a letter to the council, Baro accused Narvia of a breach.", "letter"),
        ("A court filing said the ship carried arms.", "court"),
        ("“This is war,” Baro said in a televised address.", "speech"),
        ("Baro said the truce held.", None),
        ("Baro said the statement was a lie.", None),
    ],
)
def test_venue_is_told_by_words_outside_the_content(text: str, venue: str | None) -> None:
    assert only(text).venue == venue


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Baro said the truce held.", "speech"),
        ("Baro wrote that the truce held.", "writing"),
        ("Baro believes the truce held.", "belief"),
        ("Baro wants to leave.", "wish"),
        ("Baro praised the truce.", "stance"),
        ("The report shows that the truce held.", "finding"),
    ],
)
def test_act_tells_utterances_from_states_of_mind(text: str, act: str) -> None:
    assert only(text).act == act


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The army crossed the river on Monday.",
        "The plans were ready.",
        "The “Lion of Gao” was killed.",
        "9:40 p.m.: Polls close.",
        "Editor’s note: This report was corrected.",
        "It is not clear whether the border will reopen.",
    ],
)
def test_text_without_a_source_has_no_quotation(text: str) -> None:
    assert find_quotations(text) == ()


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("“a” and “b”", ["“a”", "“b”"]),
        ('"a" and "b"', ['"a"', '"b"']),
        ("the envoy's men don't say 'no'", []),
        ("‘Yes,’ said the envoy’s man", ["‘Yes,’"]),
        ('a 5" gun', []),
        ("“a\nb”", ["“a"]),
    ],
)
def test_marks_pair_within_a_paragraph(text: str, stretches: list[str]) -> None:
    assert [text[each.start : each.end] for each in quoted_stretches(text)] == stretches


HOSTILE = {
    "10,000 straight marks": '"' * 10_000,
    "10,000 opening marks": "“" * 10_000,
    "10,000 apostrophes": "'" * 10_000,
    "nested marks": "“a ‘b " * 5_000,
    "marks without end": "“We go, " + "and go " * 20_000,
    "pairs without a cue": '"a" ' * 20_000,
    "one sentence of cues": "he said, " * 2_000,
    "relative clauses": ", who said " * 2_000,
    "nouns without end": "officials in the ministry of the " * 5_000,
    "brackets": "(" * 50_000,
    "one word": "a'" * 50_000,
    "line ends": "\n" * 100_000,
}


def steps(text: str) -> int:
    """How many functions are called while a text is read: the same on every machine, unlike seconds."""
    count = 0

    def called(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(called)
    try:
        find_quotations(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_takes_work_that_grows_with_its_length(text: str) -> None:
    assert steps(text[: len(text) // 2]) < 200 * len(text)
    assert steps(text) < 3 * steps(text[: len(text) // 2]) + 10_000


def test_every_act_and_venue_has_rows_in_the_tables() -> None:
    table = lexicon()
    acts = {form.act for forms in table.forms.values() for form in forms}
    assert acts == {"speech", "writing", "belief", "wish", "stance", "finding"}
    assert len(table.venues) == 10
    assert {form.shape for form in table.forms["said"]} == {"past", "participle"}
    assert all(form.frames <= set("qctiaogn") for forms in table.forms.values() for form in forms)


TEXTS = st.text(max_size=200) | st.lists(
    st.sampled_from(
        "“ ” \" '' ‘ ’ ' « » – -- : ; , . ? ( ) \n said says told wrote according to by that who which and but to was is has "
        "Ana Tolvik the minister officials he they reporters Monday in a statement adding saying denied claim plans wants 40".split(
            " "
        )
    ),
    max_size=40,
).map(" ".join)


@settings(deadline=None)
@given(text=TEXTS)
def test_quotations_quote_the_text(text: str) -> None:
    for quotation in find_quotations(text):
        stretches = [*quotation.content, quotation.cue, quotation.source, quotation.description]
        assert all(text[each.start : each.end] == each.text != "" for each in stretches if each is not None)
        assert quotation.content
        assert all(a.end <= b.start for a, b in zip(quotation.content, quotation.content[1:], strict=False))
        assert not any(each.overlaps(quotation.cue) for each in quotation.content)


@settings(deadline=None)
@given(text=TEXTS)
def test_the_order_of_quotations_is_that_of_their_cues(text: str) -> None:
    cues = [quotation.cue.start for quotation in find_quotations(text)]
    assert cues == sorted(cues)
