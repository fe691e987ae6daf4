"""Words that decide between statuses, where type, mode, status and parties leave it open. One pattern, one question."""

from __future__ import annotations

import re


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(alternatives) + r")\b", re.IGNORECASE)


# --- what an act is about

MEETING = _words(
    r"meet(?:s|ing|ings)?", r"met", r"talks?", r"summits?", r"sessions?", r"visit(?:s|ed|ing)?", r"negotiat\w+", r"conferences?",
    r"consultations?", r"dialogue", r"rounds?", r"(?:re)?conven\w+", r"host(?:s|ed|ing)?", r"gather(?:ing)?", r"travel\w*", r"sit down",
    r"receive", r"invit\w+", r"delegations?", r"conversations?", r"see (?:him|her|them)",
)  # fmt: skip
"""Does a promise speak of a meeting?"""
TAKES_PLACE = _words(r"takes? place", r"be held", r"scheduled", r"set for", r"due", r"rescheduled")
"""Is what is to be named before these words?"""
COMING = _words(
    r"accept\w*", r"com(?:e|es|ing)", r"attend\w*", r"take part", r"taking part", r"participat\w+", r"be there", r"go", r"join\w*", r"fly",
    r"expect\w*", r"would",
)  # fmt: skip
"""Is a promise the answer to an invitation? Looked for in its trigger."""
TALKS = _words(
    r"meet(?:s|ing|ings)?", r"met", r"talks?", r"talked", r"summit", r"sessions?", r"negotiat\w+", r"discuss\w*", r"consultations?",
    r"dialogue", r"rounds?", r"conference", r"conversations?",
)  # fmt: skip
CEASEFIRE = _words(
    r"cease-?fire", r"truce", r"armistice", r"cessation", r"humanitarian pause", r"end to (?:the )?fighting"
)
DECLARED = _words(r"(?:have |has |had )?(?:declared|proclaimed|announced|called|observed|agreed|concluded)")
"""Words that declare something which may be named before them."""
MEASURE = _words(
    r"sanction\w*", r"embargo\w*", r"ban(?:s|ned|ning)?", r"bar(?:s|red|ring)?", r"freez\w*", r"froz\w*", r"suspen\w+", r"curfew",
    r"closure", r"clos(?:e|ed|es|ing)", r"seal\w*", r"blockad\w*", r"tariff\w*", r"restrict\w*", r"detain\w*", r"detention",
    r"arrest\w*", r"jail\w*", r"custody",
    r"house arrest", r"imprison\w*", r"blacklist\w*", r"(?:cut|shut|switch)(?:s|t?ing|ed)?(?: \w+)? off",
    r"halt\w*", r"martial law", r"state of emergency", r"quarantin\w*", r"expel\w*", r"recall\w*", r"sever\w*",
)  # fmt: skip
"""Does an act without a telling mode impose something that can be lifted again?"""
STOPPAGE = _words(
    r"strik\w+",
    r"walk ?outs?",
    r"stoppage",
    r"down tools",
    r"protest\w*",
    r"occup\w+",
    r"obstruct\w*",
    r"rally",
    r"march\w*",
)
"""Is what is threatened a stoppage? Then it is a pledge."""
DIPLOMATS = _words(
    r"diplomat\w*",
    r"envoys?",
    r"ambassador\w*",
    r"attach[eé]\w*",
    r"embassy",
    r"consul\w*",
    r"persona non grata",
    r"charg[eé]",
)
BODY = _words(r"suspen\w+", r"exclu\w+", r"clos\w+", r"member\w*", r"ban(?:s|ned)?", r"bar(?:s|red)?")
"""Is somebody expelled from a body, or kept out of a place?"""
LEGAL = _words(
    r"su(?:e|ed|es|ing)", r"lawsuit", r"fil(?:e|ed|es|ing)", r"charged", r"indict\w*", r"prosecut\w*", r"writ", r"court", r"complaint",
    r"arraign\w*", r"on trial",
)  # fmt: skip
VOICED = _words(
    r"welcom\w+", r"prais\w+", r"hail\w*", r"applaud\w*", r"endors\w+", r"back(?:s|ed|ing)?", r"commend\w*", r"voic\w+ support",
    r"support(?:s|ed)? (?:for|the)", r"defend(?:s|ed)?", r"salut\w+", r"approv\w+", r"thank\w*",
)  # fmt: skip
OPPOSED = _words(
    r"reject\w*",
    r"refus\w+ to (?:recogni[sz]e|accept|acknowledge)",
    r"oppos\w+",
    r"object\w*",
    r"does not recogni[sz]e",
)

# --- what becomes of it

COLLAPSED = _words(
    r"collaps\w+", r"broke (?:up|down|off)", r"break(?:ing)? (?:up|down|off)", r"failed", r"broken off",
    r"without (?:an? )?(?:agreement|deal|result|accord)", r"stalled", r"walked out", r"walk(?:ing)? out", r"ended in failure",
    r"deadlock\w*",
)  # fmt: skip
WALKOUT = _words(r"walk\w* (?:out|away)", r"stormed out", r"broke off", r"left the (?:table|room|talks)")
POSTPONED = _words(
    r"postpon\w+",
    r"delay\w*",
    r"put off",
    r"deferr\w+",
    r"reschedul\w+",
    r"pushed back",
    r"adjourn\w*",
    r"put (?:it|them) off",
    r"moved (?:\w+ )?(?:from|to|until)",
)
CANCELLED = _words(r"cancel\w*", r"called off", r"call off", r"scrap\w*", r"pulled out of", r"withdrew from")
TALKING = _words(r"in talks", r"talking", r"meeting", r"negotiating", r"holding")
"""Do talks go on since a day?"""
UNDER_WAY = _words(
    r"under way",
    r"underway",
    r"ongoing",
    r"continu\w+",
    r"began",
    r"begun",
    r"begin",
    r"resumed",
    r"started",
    r"opened",
)
EASED = _words(
    r"eas(?:e|ed|es|ing)", r"relax\w*", r"exempt\w*", r"waiv\w+", r"partial\w*", r"in part", r"loosen\w*", r"part of", r"shorten\w*",
    r"carve-?outs?", r"let (?:in|through)", r"scal\w+ (?:back|down)",
)  # fmt: skip
EXEMPTED = re.compile(
    r"\b(?:exempt\w*|waive\w*|spare\w*)\b|\b(?:leave|left|take|taken|took|keep|kept)\b(?: [\w’'-]+){1,4}? (?:out of|off)\b",
    re.IGNORECASE,
)
"""Is something left out, or to be left out ("take medicine off the list")?"""
SUSPENDED = _words(r"suspen\w+", r"paus\w+", r"froz\w+", r"halt\w*")
LIFTED = _words(
    r"lift\w*", r"eas(?:e|ed|ing)", r"waiv\w+", r"exempt\w*", r"re-?open\w*", r"revok\w+", r"rescind\w*", r"relax\w*", r"restor\w+",
    r"unfr[eo]\w+", r"reinstat\w+", r"resum\w+", r"drop(?:s|ped)?", r"repeal\w*", r"commut\w+", r"end(?:s|ed)?", r"remov\w+", r"loosen\w*",
    r"scrapp\w+", r"unblock\w*",
)  # fmt: skip
BACK_AGAIN = _words(
    r"back",
    r"return\w*",
    r"resum\w+",
    r"re-?open\w*",
    r"reinstat\w+",
    r"readmit\w*",
    r"restor\w+",
    r"again",
    r"renew\w*",
)
"""Does something go on that had been stopped?"""
EXTENDED = _words(
    r"exten\w+",
    r"renew\w*",
    r"prolong\w*",
    r"roll(?:ed)? over",
    r"re-?impos\w+",
    r"widen\w*",
    r"tighten\w*",
    r"expand\w*",
    r"broaden\w*",
)
PROMISE = _words(r"offer\w*", r"promis\w+", r"pledg\w+", r"vow\w*", r"undert\w+", r"commit\w*", r"consent\w*")
"""Does an act speak of what was promised, not of its keeping?"""
ULTIMATUM = _words(r"ultimatums?", r"deadlines?", r"ultimata")
"""Is it an ultimatum that is refused, whatever it asked?"""
RENEWED = _words(
    r"renew\w*", r"restor\w+", r"reviv\w+", r"return\w* to", r"again", r"once more", r"holding", r"re-?affirm\w*"
)
"""Does a truce that was broken hold again?"""
RUNS_OUT = _words(r"expir\w+", r"runs? out", r"ran out", r"lapse[sd]?", r"due to end", r"ends")
"""Is a measure that was extended once told to run out now?"""
_NUMBER = (
    r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty)"
)
_COUNT = rf"(?:{_NUMBER}(?: (?:million|billion|per ?cent))?|half|part|some|several|most|a few)"
PARTLY = re.compile(
    r"\b(?:part(?:ly|ial\w*)?|in part|a few|first (?:batch|group|tranche|instal\w+|\d+)|half|limited|several of|some of)\b|"
    rf"\b{_COUNT}\b (?:\w+ ){{0,3}}?(?:of|out of) (?:the |its |their |his |her |those )?(?:\w+ ){{0,2}}?(?:{_NUMBER}|them|"
    r"prisoners|detainees|hostages|captives)|"
    rf"\b(?!one\b){_COUNT}\b (?:of|out of) (?:the|its|their|his|her|those|these) \w+|"
    r"\b\d[\d.]* ?(?:per ?cent|%)|\bexcept\b|\boff (?:the (?:\w+ )?(?:list|embargo|ban)|it)\b|\bonly (?:to|for|in)\b",
    re.IGNORECASE,
)
"""Is a thing done in part ("nine of the 14")?"""
KEPT_ON = re.compile(
    r"\b(?:though|but) (?:not|only|still|prolong\w+|exten\w+|kept|keeps?|left)\b|\bnot (?:to|for|in)\b|\bremain\w*\b",
    re.IGNORECASE,
)
"""Does the rest of a sentence say that a part goes on ("though not to lorries", "but extended it in the north")?"""
GOES_ON = re.compile(
    r"\b(?:remain(?:s|ed|ing)?|stay(?:s|ed|ing)?|(?:is|are|was|were) still|still|continues? to be)\b(?: \w+){0,2}? "
    r"(?:barred|banned|shut|closed|sealed|frozen|suspended|blocked|held|in (?:force|place|custody|jail|prison)|on (?:it|the list)|locked|"
    r"out|outstanding|withheld)\b|\bthe rest (?:of|was|is|will|would|must|has)\b|\bkeeps? out\b",
    re.IGNORECASE,
)
"""Does the sentence after it say that a part goes on ("Milk and meat remain on the list")?"""
REST = _words(r"last", r"remaining", r"rest", r"final", r"all")
"""Is it the rest, so that it is done in full ("the last five of 14")?"""
TWO_PLACES = re.compile(
    r"\b(?:to|in|at|into|from|of|near) ([A-Z][\w’'-]+),? and (?:(?:to|in|at|into|from|of|near) )?([A-Z][\w’'-]+)"
)
"""Two places that a demand names beside each other ("the roads to Kidal and Menaka")."""
BROKEN = _words(
    r"broke\w*", r"breach\w*", r"violat\w+", r"in defiance of", r"despite the (?:truce|cease-?fire)", r"shatter\w*", r"collaps\w+",
    r"disturb\w*", r"held until",
)  # fmt: skip
RENEGED = _words(
    r"fail(?:ed|s|ure)?",
    r"reneg\w+",
    r"never",
    r"did not",
    r"went back on",
    r"broke\w*",
    r"has yet",
    r"have yet",
    r"no sign",
)
DROPPED = _words(
    r"drop\w*", r"withdr[ae]w\w*", r"abandon\w*", r"no longer (?:demand|insist|ask)\w*", r"give up", r"gave up", r"shelv\w+",
    r"call(?:ed|s|ing)? (?:it |them )?off", r"back(?:ed|s) down",
)  # fmt: skip
"""Is a demand, a threat or a plan given up?"""

# --- what is said of what was said

RETRACTED = _words(
    r"withdr[ae]w\w*",
    r"retract\w*",
    r"t(?:ook|akes?|aken|aking) back",
    r"let (?:\w+ )?fall",
    r"drop\w*",
    r"apologi[sz]\w*",
)
THREAT = _words(r"threats?", r"ultimatums?", r"plans?", r"warnings?")
"""Is it a threat that is dropped, not what was threatened?"""
CHARGE = _words(r"charges?", r"claims?", r"accusations?", r"allegations?", r"alleg\w+", r"statements?", r"assertions?")
ADMITTED = _words(r"admit\w*", r"acknowledg\w*", r"conced\w*", r"confess\w*", r"own(?:s|ed) up", r"confirm\w*")
DENIED = _words(
    r"den(?:y|ies|ied|ial|ying)", r"disput\w+", r"dismiss\w+", r"reject\w*", r"refut\w+", r"contradict\w*", r"made up", r"invent(?:ed|ion)",
    r"called (?:it|this|that|the \w+) (?:a lie|false|an? invention|nonsense)", r"baseless", r"fabricat\w+", r"untrue", r"no truth",
    r"nothing to do with", r"nowhere near", r"without (?:any )?(?:foundation|basis|substance)", r"unfounded", r"groundless",
    r"there (?:had been|has been|was|were|is|are) no", r"a lie", r"lies",
)  # fmt: skip
"""Does somebody dispute an accusation? Looked for in its sentence and the next."""
EACH_OTHER = _words(r"each other", r"one another", r"trad(?:e|ed|ing) (?:accusations|blame)")

# --- conditions

UNLESS = re.compile(r"^\W*(?:unless|if\b.*\b(?:not?|fail\w*|refus\w*)\b|until|should\b.*\bnot\b)", re.IGNORECASE)
"""Is a condition what is to be done lest the threat come true?"""
CONNECTIVE = re.compile(
    r"^(?:only\s+)?(?:if|unless|until|till|once|when|after|provided(?:\s+that)?|as (?:long|soon) as|on condition that|so long as|pending|"
    r"subject to|in return for|in exchange for)\b",
    re.IGNORECASE,
)
INSISTING = re.compile(
    r"^\W*(?:only\b|provided|on condition|unless|until|so long as|as long as|in (?:return|exchange) for)", re.IGNORECASE
)
"""Does a condition demand something of another ("only if the prisoners are freed")?"""
