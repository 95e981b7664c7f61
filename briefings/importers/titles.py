"""Titles in front of names: "Prime Minister-Prince Norodom Kantol" -> ("Prime Minister-Prince", "Norodom Kantol"). Pure."""

import re

# Words that are a title at the very front or after a connector, but may be a name after another title: Shah Mahmud.
ROYAL = (
    "King|Queen Mother|Queen Regent|Queen|Emperor|Empress|Shah|Sultan|Sultana|Amir|Emir|Regent Prince|Regent|"
    "Crown Prince|Crown Princess|Prince|Princess|Grand Duke|Grand Duchess|Duke|Duchess|Pope|Maharaja|Negus|"
    "Heir Apparent|Ecumenical Patriarch|Patriarch|"
    "Catholicos|Paramount Ruler|Paramount Chief|Yang di-Pertuan Agong"
)
RANK = (
    "Field Marshal|Marshal|Lieutenant General|Lieutenant Colonel|Major General|Brigadier General|Brigadier|"
    "Captain General|Generalissimo|General|Colonel|Major|Captain|Commander|Vice Admiral|Rear Admiral|Admiral|"
    r"Air Chief Marshal|Air Marshal|Flight Lieutenant|Lieutenant|(?:Master |Staff )?Sergeant|(?:Lt\. ?|Maj\. ?|Brig\. ?)?Gen\.|"
    r"(?:Lt\. ?)?Col\.|Adm\.|Capt\.|Archbishop|Bishop|Cardinal|Monsignor|Comandante|Sir|Dame|Madame"
)
BODIES = (
    "European Commission|European Council|European Parliament|European Union|Palestinian Authority|National Authority|"
    "State Council|Sovereign Council|Federal Council|Transitional Council|Revolutionary Council|Military Council|"
    "Executive Council|Supreme Council|Council of Ministers|Council of State|Council|Governing Council|Presidency|"
    "National Assembly|Assembly|Parliament|Knesset|Senate|Government|Republic|State|Commission|Swiss Confederation|"
    "Confederation|Interim Authority|Provisional Government|Transitional Government|Junta|Executive Committee|"
    "Military Junta|Central Committee|Supreme Court|Security Council|African Union|Arab League|League of Arab States|"
    "Administration|Authority|Federation|Committee|Court|Union|Cabinet|Congress|Organization"
)
PORTFOLIOS = (
    "Foreign Affairs|External Affairs|Foreign Relations|External Relations|National Defen[cs]e|Defen[cs]e|Finance|"
    "Interior|Home Affairs|Trade|Commerce|Economy|Economics|Industry|Justice|Planning|Energy|Health|Oil|Petroleum|"
    "Education|Agriculture|Culture|Public Security|Security Policy|Security|Development|International Cooperation|Cooperation|"
    "European Affairs|European Integration|Labou?r|Transport|Environment|Information|Tourism|Immigration|Expatriates|"
    "Women|Gender|Relations with States|State|Foreign Trade|Diaspora|Worship|Religion|Peace|Climate|Political Affairs"
)
# "of the Iraqi Governing Council": what a body is called may be anything, its last word is one of these.
OF_BODY = rf"(?: of (?:the )?(?:[A-Z][\w’'-]* ){{0,4}}?(?:{BODIES})\b)?"
HEAD = (
    rf"(?:Prime M[iI]ni?ster{OF_BODY}|Presidente?{OF_BODY}|Premier{OF_BODY}|Chancellor|Taoiseach|Tanaiste|Tánaiste|"
    rf"Chair(?:man|woman|person)?{OF_BODY}|(?:Junta|Council|Presidency) Member|Member of (?:the )?(?:{BODIES})|"
    rf"Chief of (?:State|Staff|Government)|Head of (?:State|(?:the )?Government|Delegation)|Speaker{OF_BODY}|"
    rf"Secretary[- ]General|General Secretary|First Secretary|Secretary(?: (?:of|for) (?:the )?(?:{PORTFOLIOS}))?|"
    r"Governor[- ]General|Governor|"
    rf"High Representative(?: (?:of|for) (?:the )?(?:{PORTFOLIOS})(?: and (?:{PORTFOLIOS}))?)?|High Commissioner|"
    r"Commissioner|Ambassador|Special Envoy|Envoy|(?:Personal |Permanent |Special )?Representative|"
    r"Director[- ]General|Director|Attorney General|(?:Chief )?Justice|Mayor|Senator|Chief Executive|"
    r"Chief Minister|Chief Negotiator|Negotiator|Supreme Leader|(?:[Oo]pposition |[Pp]arty )?[Ll]eader|Counsell?or|"
    rf"Councill?or|Advis[eo]r|Coordinator{OF_BODY}|Commander(?:[- ]in[- ]Chief)?|Administrator|Captain Regent|Co-Prince|"
    rf"Mini?ster(?: (?:of|for) (?:the )?(?:{PORTFOLIOS})(?:(?:,? and|,|/) (?:{PORTFOLIOS}))*)?)"
)
MODIFIER = (
    "Acting|Interim|Deputy|Vice|Co|First|Second|Third|Senior|Special|Joint|Alternate|Caretaker|Transitional|"
    "Provisional|Former|former|Permanent|Federal|Chief|Executive|Supreme|National|Regional|Foreign|Defen[cs]e|"
    "Finance|Interior|Oil|Petroleum|Trade|Home|State|Security|National Security|External|External Affairs|"
    "Foreign Affairs|Economy|Economic|Commerce|Justice|Health|Energy|Agriculture|Education|Planning|Development|"
    "Intelligence|Union|Party|Communist Party|Central Committee|Politburo|Parliamentary|Parliament|Opposition|"
    "Congress|Assembly|Sovereign|Council|Sovereign Council|Presidency|EU|UN|NATO|OSCE|OAS|PLO|OAU|AU|IAEA|ASEAN|"
    "European Union|European Commission|European Council|European Parliament|Palestinian Authority|Palestinian|"
    "United Nations|Arab League|African Union|Transition|Constitutional|Military|Air|Army|Political|Policy|Cabinet|"
    "Environment|Labor|Information|International|Cooperation|Atomic|Royal|Quartet|EC|OECD|CARICOM|GCC|WHO|UNESCO|"
    "Economic Community|First Deputy|Under|Minister|General|Intergovernmental|Commonwealth|Executive Committee|"
    "Middle East|Climate"
)
ELECT = r"(?:[-– ]+(?:elect|Elect|designate|Designate))?"
OFFICE = rf"(?:(?:{MODIFIER})[ -])*{HEAD}{ELECT}"
CONNECTOR = r"(?:\s*(?:&|/|,|-)\s*|\s+and\s+)"
FRONT = re.compile(
    rf"(?:{OFFICE}|(?:(?:{MODIFIER})[ -])*(?:{ROYAL}|{RANK}){ELECT}(?: of (?:Abu Dhabi|Dubai|Wales))?)(?=\s|[-/,&]|$)"
)
# "Chief Martial Law Administrator X", "ANC President X": words that nobody foresaw, before an office and a name.
UNFORESEEN = re.compile(rf"(?:[A-Z][\w.’'-]* ){{1,3}}?(?:{OFFICE}|Crown Prince(?:ss)?)(?= [A-Z])")
AFTER_CONNECTOR = re.compile(rf"{CONNECTOR}(?:(?:His|Her) (?:Royal )?(?:Highness|Majesty) )?({FRONT.pattern})")
# "Prime Minister Major" has a name, "Prime Minister Major Smith" a rank.
AFTER_TITLE = re.compile(rf"\s+(?!(?:Sir|Dame|Lieutenant) )(?:{OFFICE}|{RANK})(?=\s+[A-Z]|[-/,&])")
STYLE = re.compile(
    r"(?:(?:His|Her|Their) (?:Imperial |Royal |Serene )?(?:Highness|Majesty|Excellency|Holiness|Eminence)|HRH|HH) "
)
# Sheikh is an address before two names, part of the name before one: Sheikh Hasina.
HONORIFIC = re.compile(
    r"^(?:(?:and )?(?:Dr|Mr|Mrs|Ms)\.? |Sh[ae]ikh |Sheik |Sir |Dame )(?=[^,]*\S \S)|^(?:(?:and )?(?:Dr|Mr|Mrs|Ms)\.?|Sir|Dame) "
)
# Where a second person may begin; after a comma only what is no addition to the first ("Prince Philip, Duke of Edinburgh").
PAIR = re.compile(
    rf"(?: and | ?& |; )(?={FRONT.pattern})|, (?=(?:President|Prime Minister|Premier|Crown Prince|King|Chancellor)\b)"
)


def split_title(text: str) -> tuple[str, str]:
    """The title or titles at the front, and the name after them; either may be ""."""
    text = STYLE.sub("", text)
    end, found = 0, FRONT.match(text) or UNFORESEEN.match(text)
    while found:
        end = found.end()
        found = AFTER_CONNECTOR.match(text, end) or AFTER_TITLE.match(text, end)
    return re.sub(r"\s*[-–]\s*(?=\w)", "-", text[:end]).strip(), HONORIFIC.sub("", text[end:].strip(" ,-&"))


def people_in(visitor: str) -> list[tuple[str, str]]:
    """(title, name) of each person in the visitor of a visit. A part with a title but no name belongs to the next."""
    parts, held = [], ""
    for part, joint in _parts(visitor):
        title, name = split_title(held + part)
        if title and not name and joint:
            held += part + joint
        else:
            parts.append((title, name) if name else ("", title))
            held = ""
    return [(title, name) for title, name in parts if name]


def _parts(visitor: str) -> list[tuple[str, str]]:
    """The pieces between the joints at which a second person may begin, each with the joint after it."""
    joints = [*PAIR.finditer(visitor)]
    starts = [0, *(joint.end() for joint in joints)]
    ends = [*(joint.start() for joint in joints), len(visitor)]
    after = [*(joint.group() for joint in joints), ""]
    return [
        (visitor[a:b].strip(), joint) for a, b, joint in zip(starts, ends, after, strict=True) if visitor[a:b].strip()
    ]
