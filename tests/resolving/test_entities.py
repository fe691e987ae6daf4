"""Who: a phrase on a day stands for a state, an organisation, a group, a person or a described actor, or for none."""

from __future__ import annotations

import re
from datetime import date

import pytest

from sitroom.errors import InputError
from sitroom.resolving.actors import countries_in, describe, resolve_entity
from sitroom.resolving.actors.days import first_day, last_day
from sitroom.resolving.actors.tables import (
    description_rows,
    groups,
    national_words,
    organisations,
    read_rows,
    states,
    terms,
)

SECTORS = set(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC".split()
)
KINDS = set(
    "state|government body|armed force|armed group|party|international organisation|company|civil society|media|person"
    "|population|other".split("|")
)

# phrase | day | country of the report | name | country | sectors ("-" is none)
CASES = """
President Mohamed Bazoum | 2023-07-20 | | Mohamed Bazoum | NER | GOV
President Bazoum | 2023-08-08 | | Mohamed Bazoum | NER | ELI
Bazoum | 2023-07-25 | | Mohamed Bazoum | NER | GOV
Niger's ousted president | 2023-08-08 | | Mohamed Bazoum | NER | ELI
the ousted president | 2023-08-08 | NER | Mohamed Bazoum | NER | ELI
the deposed Nigerien president | 2023-09-01 | | Mohamed Bazoum | NER | ELI
Niger's foreign minister | 2023-05-01 | | Hassoumi Massoudou | NER | GOV
Niger's foreign minister | 2023-09-01 | | Bakary Yaou Sangare | NER | GOV
Hassoumi Massoudou, Niger's foreign minister | 2023-05-01 | | Hassoumi Massoudou | NER | GOV
coup leader Abdourahmane Tchiani | 2023-08-08 | | Abdourahamane Tchiani | NER | MIL GOV
General Abdourahamane Tchiani | 2023-07-27 | | Abdourahamane Tchiani | NER | MIL
Niger's junta leader | 2023-08-08 | | Abdourahamane Tchiani | NER | MIL GOV
Niger's new military leader | 2023-08-08 | | Abdourahamane Tchiani | NER | MIL GOV
Niger's prime minister | 2023-08-20 | | Ali Mahaman Lamine Zeine | NER | GOV
acting deputy US secretary of state Victoria Nuland | 2023-08-08 | | Victoria Nuland | USA | GOV
Nuland | 2023-08-08 | | Victoria Nuland | USA | GOV
U.S. Secretary of State Antony Blinken | 2023-08-08 | | Antony Blinken | USA | GOV
Blinken | 2023-08-08 | | Antony Blinken | USA | GOV
the US secretary of state | 2019-01-10 | | Mike Pompeo | USA | GOV
the U.S. president | 2012-01-10 | | Barack Obama | USA | GOV
President Bush | 2005-03-01 | | George W. Bush | USA | GOV
President Bush | 1990-03-01 | | George H. W. Bush | USA | GOV
Donald Trump | 2019-06-01 | | Donald Trump | USA | GOV
Donald Trump | 2023-01-01 | | Donald Trump | USA | ELI
former president Donald Trump | 2023-01-01 | | Donald Trump | USA | ELI
President Trump | 2025-03-01 | | Donald Trump | USA | GOV
the US special envoy for Sudan, Tom Perriello | 2024-06-01 | | Tom Perriello | USA | GOV
the Greek prime minister, Alexis Tsipras | 2018-05-01 | | Alexis Tsipras | GRC | GOV
the Greek premier, Stavros Delivanis | 2018-05-01 | | Stavros Delivanis | GRC | GOV
the Belarusian president, Alyaksandr Lukashenka | 2018-05-01 | | Alexander Lukashenko | BLR | GOV
the Foreign Secretary, Dame Ilse Morran | 2018-05-01 | | Dame Ilse Morran | GBR | GOV
the foreign secretary | 2018-05-01 | | Boris Johnson | GBR | GOV
Varn's foreign secretary | 2018-05-01 | | Varn's foreign secretary | - | GOV
Mayor Tove | 2018-05-01 | | Tove | - | GOV
Colonel Sabo | 2018-05-01 | | Sabo | - | MIL
General Burhan | 2023-05-01 | | Abdel Fattah al-Burhan | SDN | MIL GOV
Senator Lindsey Graham | 2024-01-01 | | Lindsey Graham | USA | LEG
State Department spokesman Matthew Miller | 2023-08-08 | | Matthew Miller | USA | GOV
Russian President Vladimir Putin | 2023-08-08 | | Vladimir Putin | RUS | GOV
the Russian president | 2010-05-01 | | Dmitry Medvedev | RUS | GOV
Russia's prime minister | 2010-05-01 | | Vladimir Putin | RUS | GOV
Lavrov | 2023-08-08 | | Sergei Lavrov | RUS | GOV
Russian Defence Minister Sergei Shoigu | 2023-08-08 | | Sergei Shoigu | RUS | GOV MIL
Yevgeny Prigozhin | 2023-06-24 | | Yevgeny Prigozhin | RUS | PRM
Alexei Navalny | 2021-02-01 | | Alexei Navalny | RUS | OPP
Volodymyr Zelenskiy | 2023-08-08 | | Volodymyr Zelensky | UKR | GOV
Ukraine's foreign minister | 2023-08-08 | | Dmytro Kuleba | UKR | GOV
Ukraine's president | 2013-12-01 | | Viktor Yanukovych | UKR | GOV
Viktor Yanukovych | 2014-03-10 | | Viktor Yanukovych | UKR | ELI
French President Emmanuel Macron | 2023-08-08 | | Emmanuel Macron | FRA | GOV
French foreign minister Catherine Colonna | 2023-08-08 | | Catherine Colonna | FRA | GOV
Nicolas Sarkozy | 2015-01-01 | | Nicolas Sarkozy | FRA | ELI
German Chancellor Olaf Scholz | 2023-01-01 | | Olaf Scholz | DEU | GOV
the German chancellor | 2015-01-01 | | Angela Merkel | DEU | GOV
the chancellor | 2024-01-01 | DEU | Olaf Scholz | DEU | GOV
the British foreign secretary | 2025-01-10 | | David Lammy | GBR | GOV
British Foreign Secretary David Lammy | 2025-01-10 | | David Lammy | GBR | GOV
the prime minister | 2023-01-01 | GBR | Rishi Sunak | GBR | GOV
former British prime minister Boris Johnson | 2023-08-08 | | Boris Johnson | GBR | ELI
the UK defence secretary | 2025-01-10 | | John Healey | GBR | GOV MIL
the home secretary | 2025-01-10 | GBR | Yvette Cooper | GBR | GOV
Italy's prime minister | 2023-05-05 | | Giorgia Meloni | ITA | GOV
Spanish Prime Minister Pedro Sanchez | 2024-01-01 | | Pedro Sanchez | ESP | GOV
Poland's prime minister | 2024-01-01 | | Donald Tusk | POL | GOV
Hungarian Prime Minister Viktor Orban | 2024-01-01 | | Viktor Orban | HUN | GOV
the foreign minister | 2023-08-08 | TUR | Hakan Fidan | TUR | GOV
Turkish President Recep Tayyip Erdoğan | 2023-08-08 | | Recep Tayyip Erdogan | TUR | GOV
Recep Tayip Erdogan | 2024-01-01 | | Recep Tayyip Erdogan | TUR | GOV
Turkey's prime minister | 2010-01-01 | | Recep Tayyip Erdogan | TUR | GOV
Israeli Prime Minister Netanyahu | 2024-01-01 | | Benjamin Netanyahu | ISR | GOV
Israeli defense minister Yoav Gallant | 2024-01-01 | | Yoav Gallant | ISR | GOV MIL
Israel's defence minister | 2024-12-01 | | Yisrael Katz | ISR | GOV MIL
Iran's supreme leader | 2024-01-01 | | Ali Khamenei | IRN | GOV
Ayatollah Ali Khamenei | 2024-01-01 | | Ali Khamenei | IRN | GOV
Iranian President Ebrahim Raisi | 2023-08-08 | | Ebrahim Raisi | IRN | GOV
Iran's foreign minister | 2023-08-08 | | Hossein Amir-Abdollahian | IRN | GOV
MBS | 2024-01-01 | | Mohammed bin Salman | SAU | GOV
Saudi Crown Prince Mohammed bin Salman | 2024-01-01 | | Mohammed bin Salman | SAU | GOV
Syria's president | 2020-01-01 | | Bashar al-Assad | SYR | GOV
President Assad | 2025-01-15 | | Bashar al-Assad | SYR | ELI
Syria's president | 2025-03-01 | | Ahmed al-Sharaa | SYR | GOV
Abu Mohammed al-Golani | 2020-01-01 | | Ahmed al-Sharaa | SYR | REB
Egyptian President Abdel-Fattah el-Sissi | 2023-08-08 | | Abdel Fattah al-Sisi | EGY | GOV
Mohamed Morsi | 2013-06-01 | | Mohamed Morsi | EGY | GOV
Mohamed Morsi | 2013-08-01 | | Mohamed Morsi | EGY | ELI
Gen. Abdel Fattah Burhan | 2024-01-01 | | Abdel Fattah al-Burhan | SDN | MIL GOV
Abdel Fattah al Burhan | 2023-06-01 | | Abdel Fattah al-Burhan | SDN | MIL GOV
Hemedti | 2024-06-01 | | Mohamed Hamdan Dagalo | SDN | PRM
Omar al-Bashir | 2019-05-01 | | Omar al-Bashir | SDN | ELI
Ethiopian Prime Minister Abiy Ahmed | 2021-01-01 | | Abiy Ahmed | ETH | GOV
Kenya's president | 2023-01-01 | | William Ruto | KEN | GOV
Raila Odinga | 2017-10-01 | | Raila Odinga | KEN | OPP
Congolese President Felix Tshisekedi | 2024-01-01 | | Felix Tshisekedi | COD | GOV
Rwandan President Paul Kagame | 2024-01-01 | | Paul Kagame | RWA | GOV
Nigeria's president | 2023-08-08 | | Bola Tinubu | NGA | GOV
Nigerian President Bola Tinubu | 2023-08-08 | | Bola Tinubu | NGA | GOV
Nigeria's Bola Tinubu | 2023-08-08 | | Bola Tinubu | NGA | GOV
the Malian foreign minister | 2023-08-08 | | Abdoulaye Diop | MLI | GOV
Burkina Faso's Captain Ibrahim Traore | 2023-08-08 | | Ibrahim Traore | BFA | MIL GOV
Burkina Faso's interim president, Ibrahim Traore | 2023-08-08 | | Ibrahim Traore | BFA | MIL GOV
Ali Bongo | 2023-08-29 | | Ali Bongo | GAB | GOV
Ali Bongo | 2023-09-02 | | Ali Bongo | GAB | ELI
Chad's leader Mahamat Idriss Deby | 2023-07-30 | | Mahamat Idriss Deby | TCD | GOV
Senegalese opposition leader Ousmane Sonko | 2023-06-01 | | Ousmane Sonko | SEN | OPP
Prime Minister Ousmane Sonko | 2024-06-01 | | Ousmane Sonko | SEN | GOV
Algeria's foreign minister Ahmed Attaf | 2023-08-10 | | Ahmed Attaf | DZA | GOV
Robert Mugabe | 2018-01-01 | | Robert Mugabe | ZWE | ELI
Aung San Suu Kyi | 2020-01-01 | | Aung San Suu Kyi | MMR | GOV
Aung San Suu Kyi | 2022-01-01 | | Aung San Suu Kyi | MMR | ELI
Min Aung Hlaing | 2022-01-01 | | Min Aung Hlaing | MMR | MIL GOV
Imran Khan | 2021-05-09 | | Imran Khan | PAK | GOV
Imran Khan | 2023-05-09 | | Imran Khan | PAK | OPP
India's external affairs minister | 2024-01-01 | | Subrahmanyam Jaishankar | IND | GOV
Xi | 2024-01-01 | | Xi Jinping | CHN | GOV
Taiwan's president | 2023-01-01 | | Tsai Ing-wen | TWN | GOV
South Korean President Yoon Suk Yeol | 2024-12-03 | | Yoon Suk Yeol | KOR | GOV
North Korean leader Kim Jong Un | 2024-01-01 | | Kim Jong Un | PRK | GOV
Japanese Prime Minister Fumio Kishida | 2023-05-01 | | Fumio Kishida | JPN | GOV
Philippine President Rodrigo Duterte | 2020-01-01 | | Rodrigo Duterte | PHL | GOV
Venezuelan President Nicolas Maduro | 2024-01-01 | | Nicolas Maduro | VEN | GOV
Maria Corina Machado | 2024-08-01 | | Maria Corina Machado | VEN | OPP
Brazil's president | 2022-01-01 | | Jair Bolsonaro | BRA | GOV
Brazil's president | 2023-02-01 | | Luiz Inacio Lula da Silva | BRA | GOV
Haitian Prime Minister Ariel Henry | 2023-01-01 | | Ariel Henry | HTI | GOV
Jimmy Cherizier | 2024-03-01 | | Jimmy Cherizier | HTI | CRM
Kosovo Prime Minister Albin Kurti | 2023-06-01 | | Albin Kurti | XKX | GOV PRE
Somaliland's president | 2020-01-01 | | Muse Bihi Abdi | SOM | GOV PRE
Pope Francis | 2024-01-01 | | Pope Francis | VAT | GOV REL
the pope | 2010-01-01 | | Benedict XVI | VAT | GOV REL
UN Secretary-General Antonio Guterres | 2023-08-08 | | Antonio Guterres | - | -
the UN secretary general | 2010-01-01 | | Ban Ki-moon | - | -
UN chief Antonio Guterres | 2024-01-01 | | Antonio Guterres | - | -
EU foreign policy chief Josep Borrell | 2023-08-08 | | Josep Borrell | - | -
the president of the European Commission | 2024-01-01 | | Ursula von der Leyen | - | -
NATO chief Jens Stoltenberg | 2024-01-01 | | Jens Stoltenberg | - | -
African Union Commission chair Moussa Faki Mahamat | 2023-08-08 | | Moussa Faki Mahamat | - | -
the head of the African Union commission | 2024-01-01 | | Moussa Faki Mahamat | - | -
ECOWAS commissioner Abdel-Fatau Musah | 2023-08-18 | | Abdel-Fatau Musah | - | -
UN envoy for Yemen Hans Grundberg | 2024-01-01 | | Hans Grundberg | - | -
World Bank president Ajay Banga | 2024-01-01 | | Ajay Banga | - | -
U.N. Security Council President Hanna Roos | 2023-08-08 | | Hanna Roos | - | -
the United Nations’ Mission | 2023-08-08 | | United Nations | - | -
UN country director | 2023-08-08 | | UN country director | - | -
the UN's new secretary-general | 2023-08-08 | | Antonio Guterres | - | -
the French U.N. ambassador | 2023-08-08 | | French U.N. ambassador | FRA | GOV
West Africa’s regional bloc | 2023-08-08 | | Economic Community of West African States | - | -
Hamas leader Ismail Haniyeh | 2024-01-01 | | Ismail Haniyeh | PSE | REB
the leader of Hamas | 2024-01-01 | | Ismail Haniyeh | PSE | REB
Hezbollah leader Hassan Nasrallah | 2023-11-03 | | Hassan Nasrallah | LBN | PRM
French ambassador to Niger Sylvain Itte | 2023-08-30 | | Sylvain Itte | FRA | GOV
Kharkiv mayor Ihor Terekhov | 2023-08-08 | | Ihor Terekhov | UKR | GOV
Nigerien army spokesman Colonel Major Amadou Abdramane | 2023-08-08 | | Amadou Abdramane | NER | MIL
Chinese Foreign Ministry spokesman Wang Wenbin | 2023-08-08 | | Wang Wenbin | CHN | GOV
Niger | 2023-08-08 | | Niger | NER | -
the United States | 2023-08-08 | | United States | USA | -
US | 2023-08-08 | | United States | USA | -
Turkiye | 2023-08-08 | | Turkey | TUR | -
Czechia | 2023-08-08 | | Czech Republic | CZE | -
DR Congo | 2023-08-08 | | Democratic Republic of the Congo | COD | -
Burma | 2023-08-08 | | Myanmar | MMR | -
the UAE | 2023-08-08 | | United Arab Emirates | ARE | -
Kosovo | 2023-08-08 | | Kosovo | XKX | PRE
Taiwan | 2023-08-08 | | Taiwan | TWN | -
Somaliland | 2023-08-08 | | Somaliland | SOM | PRE
the Donetsk People's Republic | 2018-01-01 | | Donetsk People's Republic | UKR | PRE
Washington | 2023-08-08 | | United States | USA | GOV
Beijing | 2023-08-08 | | China | CHN | GOV
Abuja | 2023-08-08 | | Nigeria | NGA | GOV
the Kremlin | 2023-08-08 | | Kremlin | RUS | GOV
the White House | 2023-08-08 | | White House | USA | GOV
Whitehall | 2023-08-08 | | Whitehall | GBR | GOV
the Elysee | 2023-08-08 | | Elysee | FRA | GOV
the Pentagon | 2023-08-08 | | Pentagon | USA | GOV MIL
the State Department | 2023-08-08 | | State Department | USA | GOV
Congress | 2023-08-08 | | US Congress | USA | LEG
ECOWAS | 2023-08-08 | | Economic Community of West African States | - | -
ECOWAS leaders | 2023-08-08 | | Economic Community of West African States | - | -
the African Union | 2023-08-08 | | African Union | - | -
the EU | 2023-08-08 | | European Union | - | -
Brussels | 2023-08-08 | | European Commission | - | -
NATO | 2023-08-08 | | NATO | - | MIL
the Security Council | 2023-08-08 | | UN Security Council | - | -
WHO | 2020-04-08 | | World Health Organization | - | MED
UNHCR | 2020-04-08 | | UN refugee agency | - | REF
the International Criminal Court | 2023-03-17 | | International Criminal Court | - | JUD
MINUSMA | 2023-06-30 | | MINUSMA | - | MIL
the Alliance of Sahel States | 2024-01-28 | | Alliance of Sahel States | - | -
Sudan's Rapid Support Forces | 2023-06-01 | | Rapid Support Forces | SDN | PRM
Taliban | 2020-01-01 | | Taliban | AFG | REB
Taliban | 2023-01-01 | | Taliban | AFG | GOV
the Taliban government | 2023-01-01 | | Taliban | AFG | GOV
HTS | 2024-11-28 | | Hayat Tahrir al-Sham | SYR | REB
Wagner | 2023-06-24 | | Wagner Group | RUS | PRM
Lebanon's Hezbollah | 2023-11-01 | | Hezbollah | LBN | PRM
Houthi rebels | 2024-01-11 | | Houthis | YEM | REB
M23 rebels | 2024-01-11 | | M23 | COD | REB
Rwandan-backed M23 | 2024-01-11 | | M23 | COD | REB
Boko Haram | 2015-01-11 | | Boko Haram | NGA | REB
ISIS | 2015-01-11 | | Islamic State | - | REB
the Israeli army | 2023-11-01 | | Israel Defense Forces | ISR | MIL
Iranian Revolutionary Guards | 2023-11-01 | | Islamic Revolutionary Guard Corps | IRN | MIL
the ruling Georgian Dream party | 2024-05-01 | | Georgian Dream | GEO | PTY GOV
China's foreign ministry | 2024-05-01 | | Chinese Foreign Ministry | CHN | GOV
Reuters | 2024-05-01 | | Reuters | GBR | JRN
Human Rights Watch | 2024-05-01 | | Human Rights Watch | - | SOC
Gazprom | 2024-05-01 | | Gazprom | RUS | BUS
the Nigerien military | 2023-08-08 | | Nigerien military | NER | MIL
the Malian junta | 2023-08-08 | | Malian junta | MLI | MIL GOV
Niger's military rulers | 2023-08-08 | | Niger's military rulers | NER | MIL GOV
coup authorities | 2023-08-08 | NER | coup authorities | NER | MIL GOV
Ukrainian troops | 2023-08-08 | | Ukrainian troops | UKR | MIL
US officials | 2023-08-08 | | US officials | USA | GOV
a senior US official | 2023-08-08 | | senior US official | USA | GOV
two Turkish ministers | 2023-08-08 | | two Turkish ministers | TUR | GOV
two senior French diplomats | 2023-08-08 | | two senior French diplomats | FRA | GOV
the French embassy in Niamey | 2023-08-08 | | French embassy in Niamey | FRA | GOV
the government | 2023-08-08 | NER | government | NER | GOV
the government | 2023-08-08 | | government | - | GOV
the minister | 2023-08-08 | MLI | minister | MLI | GOV
police in Nairobi | 2023-08-08 | | police in Nairobi | KEN | COP
Kenyan police | 2023-08-08 | | Kenyan police | KEN | COP
protesters in Niamey | 2023-08-08 | | protesters in Niamey | NER | CVL
thousands of protesters | 2023-08-08 | | thousands of protesters | - | CVL
residents of Kharkiv | 2023-08-08 | | residents of Kharkiv | UKR | CVL
rebels in Mali | 2023-08-08 | | rebels in Mali | MLI | REB
a Malian rebel commander | 2023-08-08 | | Malian rebel commander | MLI | REB
Palestinian militants | 2023-08-08 | | Palestinian militants | PSE | REB
Iran-backed militia | 2023-08-08 | | Iran-backed militia | - | PRM
Israeli settlers | 2023-08-08 | | Israeli settlers | ISR | CVL
Sudanese refugees in Chad | 2023-08-08 | | Sudanese refugees in Chad | SDN | REF
Russia's Supreme Court | 2023-08-08 | | Russia's Supreme Court | RUS | JUD
a court in Moscow | 2023-08-08 | | court in Moscow | RUS | JUD
Republican lawmakers | 2023-08-08 | | Republican lawmakers | USA | LEG PTY
opposition lawmakers | 2023-08-08 | GEO | opposition lawmakers | GEO | LEG OPP
Georgia's ruling party | 2023-08-08 | | Georgia's ruling party | GEO | PTY GOV
Polish farmers | 2024-02-08 | | Polish farmers | POL | AGR
the Hamas-run government | 2023-11-08 | | Hamas-run government | PSE | GOV
a Hamas spokesman | 2023-11-08 | | Hamas spokesman | PSE | REB
a spokesman for the State Department | 2023-11-08 | | spokesman for the State Department | USA | GOV
gunmen | 2023-11-08 | | gunmen | - | UAF
Wagner mercenaries | 2023-05-08 | | Wagner mercenaries | RUS | PRM
Nigerians | 2023-05-08 | | Nigerians | NGA | CVL
Nigeriens | 2023-05-08 | | Nigeriens | NER | CVL
the West | 2023-05-08 | | West | - | -
the international community | 2023-05-08 | | international community | - | -
"""


def _rows() -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in CASES.strip().splitlines()]


@pytest.mark.parametrize(("phrase", "on", "home", "name", "country", "sectors"), _rows())
def test_a_phrase_stands_for_an_actor_on_its_day(
    phrase: str, on: str, home: str, name: str, country: str, sectors: str
) -> None:
    found = resolve_entity(phrase, on=on, report_country=home or None)
    assert found is not None
    assert found.name == name
    assert found.country == (None if country == "-" else country)
    if not sectors.endswith("?"):
        assert sorted(found.sectors) == sorted(sectors.replace("-", "").split())
    assert found.kind in KINDS
    assert 0.5 <= found.score <= 1
    assert found.reason


@pytest.mark.parametrize(
    "phrase",
    [
        "", "us", "turkey", "who", "it", "they", "sanctions", "the deal", "last week", "economic growth", "Russian move",
        "Mali and Burkina Faso", "humanitarian assistance", "Niger's border", "the country", "may", "Tuesday", "100 million",
        "the restoration", "chad", "is", "coup", "Kim Jong Un's sister", "the Nigerien economy",
    ],
)  # fmt: skip
def test_what_names_no_actor_is_not_resolved(phrase: str) -> None:
    assert resolve_entity(phrase, on="2023-08-08") is None


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("Niger", "state"),
        ("the Kremlin", "government body"),
        ("the Nigerien army", "armed force"),
        ("Boko Haram", "armed group"),
        ("Likud", "party"),
        ("ECOWAS", "international organisation"),
        ("Gazprom", "company"),
        ("Amnesty International", "civil society"),
        ("Xinhua", "media"),
        ("Emmanuel Macron", "person"),
        ("protesters", "population"),
        ("the opposition", "other"),
    ],
)
def test_the_kind_is_one_of_the_codebook(phrase: str, kind: str) -> None:
    found = resolve_entity(phrase)
    assert found is not None
    assert found.kind == kind


def test_a_known_entity_has_an_id_and_a_description_has_none() -> None:
    known, told = resolve_entity("Hamas"), resolve_entity("Palestinian militants")
    assert known is not None
    assert told is not None
    assert (known.entity_id, told.entity_id) == ("group:hamas", None)
    assert known.score > told.score


def test_a_day_may_be_given_as_a_date() -> None:
    as_text = resolve_entity("President Bazoum", on="2023-07-20")
    assert as_text == resolve_entity("President Bazoum", on=date(2023, 7, 20))


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="31/02/2026"):
        resolve_entity("Mali", on="31/02/2026")


@pytest.mark.parametrize(
    ("phrase", "kind", "country", "sectors", "number", "gender"),
    [
        ("two Turkish ministers", "person", "TUR", ("GOV",), "plural", None),
        ("the spokeswoman", "person", None, ("GOV",), "singular", "female"),
        ("the Malian businessman", "person", "MLI", ("BUS",), "singular", "male"),
        ("the Nigerien junta", "government body", "NER", ("MIL", "GOV"), "singular", None),
        ("thousands of Sudanese refugees", "population", "SDN", ("REF",), "plural", None),
        ("former Malian ministers", "person", "MLI", ("ELI",), "plural", None),
        ("soldiers", "armed force", None, ("MIL",), "plural", None),
        ("the queen", "person", None, ("GOV",), "singular", "female"),
        ("the bloc", "international organisation", None, (), "singular", None),
    ],
)
def test_a_description_is_read_by_its_words(
    phrase: str, kind: str, country: str | None, sectors: tuple[str, ...], number: str, gender: str | None
) -> None:
    told = describe(phrase)
    assert told is not None
    assert (told.kind, told.country, told.sectors, told.number, told.gender) == (kind, country, sectors, number, gender)


@pytest.mark.parametrize("phrase", ["", "Niamey", "last week", "Russian move", "the deal"])
def test_no_describing_word_is_no_description(phrase: str) -> None:
    assert describe(phrase) is None


def test_countries_are_found_with_offsets() -> None:
    text = "Nigerien troops left Mali for Burkina Faso, the U.S. said in Washington; the French-led force and Nigeria's army stay."
    found = countries_in(text)
    assert [(c.text, c.country, c.how) for c in found] == [
        ("Nigerien", "NER", "demonym"),
        ("Mali", "MLI", "name"),
        ("Burkina Faso", "BFA", "name"),
        ("U.S.", "USA", "name"),
        ("Washington", "USA", "capital"),
        ("French", "FRA", "demonym"),
        ("Nigeria", "NGA", "name"),
    ]
    assert all(text[c.start : c.end] == c.text for c in found)


def test_lower_case_words_are_no_countries() -> None:
    assert countries_in("tell us about turkey and chad") == []


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("states.tsv", (0,)),
        ("organisations.tsv", (0,)),
        ("groups.tsv", (0,)),
        ("offices.tsv", (0, 2, 3, 5)),
        ("descriptions.tsv", (0,)),
        ("national_words.tsv", (0, 1)),
    ],
)
def test_keys_are_unique(table: str, columns: tuple[int, ...]) -> None:
    keys = [tuple(row[c] for c in columns) for row in read_rows(table)]
    assert sorted(k for k in set(keys) if keys.count(k) > 1) == []


def test_national_words_are_descriptions_of_known_states() -> None:
    told = {row.phrase for row in description_rows()}
    for phrase, words in national_words().items():
        assert phrase in told
        for word in words:
            assert word.country in {s.country for s in states()}, word
            assert set(word.sectors) <= SECTORS, word


def test_sectors_kinds_and_codes_are_known() -> None:
    iso = {s.country for s in states()} | {s.iso3 for s in states() if s.iso3}
    assert all(re.fullmatch(r"[A-Z]{3}", code) for code in iso)
    for group in groups():
        assert set(group.sectors) <= SECTORS, group
        assert group.kind in KINDS, group
        assert group.country in iso | {""}, group
    ids = {o.id for o in organisations()}
    parts = {o.id for o in organisations() if o.part_of}
    for organisation in organisations():
        assert organisation.part_of in (ids - parts) | {""}, organisation
        assert set(organisation.sectors) <= SECTORS, organisation
        assert organisation.code in {"IGO", "UNO", "EUR", "NGO"}, organisation
        assert set(organisation.members) <= iso | {"WORLD"}, organisation
    for row in description_rows():
        assert set(row.sectors) <= SECTORS, row
        assert row.kind in KINDS, row
        assert row.number in {"singular", "plural"}, row
    wheres = {s.key for s in states()} | {f"org:{o.id}" for o in organisations()} | {f"group:{g.id}" for g in groups()}
    for term in terms():
        assert set(term.sectors) <= SECTORS, term
        assert term.where in wheres, term


def test_dates_are_days_of_the_calendar_and_in_order() -> None:
    spans = [(t.start, t.end, t.person) for t in terms()]
    spans += [(g.start, g.end, g.id) for g in groups()] + [(o.start, o.end, o.id) for o in organisations()]
    spans += [(s.exists_from, s.exists_to, s.key) for s in states()]
    for start, end, name in spans:
        begins, ends = first_day(start), last_day(end)
        assert begins is None or ends is None or begins <= ends, name


def answered(
    phrase: str, on: str | None = None, report_country: str | None = None
) -> tuple[str, str | None, tuple[str, ...]]:
    found = resolve_entity(phrase, on=on, report_country=report_country)
    assert found is not None
    return found.name, found.country, found.sectors


@pytest.mark.parametrize(
    ("phrase", "sectors"),
    [("Angela Merkel", ("GOV",)), ("former chancellor Angela Merkel", ("ELI",)), ("Kofi Annan", ())],
)
def test_without_a_day_nobody_is_out_of_office_unless_the_words_say_so(phrase: str, sectors: tuple[str, ...]) -> None:
    assert answered(phrase)[2] == sectors


def test_without_a_day_nobody_is_known_to_hold_an_office() -> None:
    assert answered("the Greek premier") == ("Greek premier", "GRC", ("GOV",))


@pytest.mark.parametrize(
    ("surname", "on", "country", "name"),
    [
        ("Kim", "2000-06-15", "KOR", "Kim Dae-jung"),
        ("Lee", "2010-06-15", "KOR", "Lee Myung-bak"),
        ("Assad", "1996-03-01", "SYR", "Hafez al-Assad"),
        ("Castro", "2012-03-01", "CUB", "Raul Castro"),
    ],
)
def test_a_surname_is_that_of_who_leads_the_reports_country(surname: str, on: str, country: str, name: str) -> None:
    assert answered(surname, on, country)[:2] == (name, country)


@pytest.mark.parametrize(
    "phrase",
    ["Lopez", "Mitchell", "Narayanan", "Billy Graham", "David Leavy", "Oman, Kuwait and Bahrain", "the country"],
)
def test_an_uncertain_name_is_left_open(phrase: str) -> None:
    assert resolve_entity(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "on", "name"),
    [
        ("Egypt's interim president", "2013-08-14", "Adly Mansour"),
        ("Nigeria's military ruler", "1992-06-12", "Ibrahim Babangida"),
        ("Nigeria's military ruler", "2010-06-12", "Nigeria's military ruler"),
        ("Nigeria's leader", "2010-06-12", "Goodluck Jonathan"),
        ("the village head", "2010-06-12", "village head"),
        ("the leader of farmers in Nigeria", "2010-06-12", "leader of farmers in Nigeria"),
        ("the leader", "2010-06-12", "leader"),
        ("the country's leader", "2010-06-12", "Goodluck Jonathan"),
        ("the director", "2010-06-12", "director"),
        ("the president of the Senate", "2010-06-12", "president of the Senate"),
        ("the president of the Nigerian Labour Forum", "2010-06-12", "president of the Nigerian Labour Forum"),
        ("the president of the Union of Metalworkers", "2010-06-12", "president of the Union of Metalworkers"),
        ("the president of the Republic", "2010-06-12", "Goodluck Jonathan"),
        ("the president of the Federal Republic of Nigeria", "2010-06-12", "Goodluck Jonathan"),
    ],
)
def test_a_description_names_the_holder_of_that_office_alone(phrase: str, on: str, name: str) -> None:
    assert answered(phrase, on, "NGA")[0] == name


@pytest.mark.parametrize(
    ("phrase", "home", "country", "sectors"),
    [
        ("its ambassador", "KEN", None, ("GOV",)),
        ("the ambassador", "KEN", "KEN", ("GOV",)),
        ("the Central African bloc", None, None, ()),
        ("the refugee agency", "KEN", None, ("REF",)),
        ("security services of Kyrgyzstan and Uzbekistan", None, None, ("COP",)),
        ("the police captain", "KEN", "KEN", ("COP",)),
        ("U.S. Army spokeswoman Major Karen Whitlock", None, "USA", ("MIL",)),
        ("UN weapons inspector Jan Baro", None, None, ()),
        ("Mayor Bloomberg", None, None, ("GOV",)),
    ],
)
def test_country_and_sectors_come_from_the_right_words(
    phrase: str, home: str | None, country: str | None, sectors: tuple[str, ...]
) -> None:
    assert answered(phrase, "2012-01-10", home)[1:] == (country, sectors)


@pytest.mark.parametrize(
    ("phrase", "home", "country", "sectors"),
    [
        ("his wife", None, None, ("CVL",)),
        ("the wife of one of the drivers", "PER", "PER", ("CVL",)),
        ("the president's brother-in-law", "MDV", "MDV", ("ELI",)),
        ("the ambassador's wife", "AUT", "AUT", ("CVL",)),
        ("the attorney-general", "COL", "COL", ("GOV", "JUD")),
        ("the governor-general", "PNG", "PNG", ("GOV",)),
        ("immigration officers", "DOM", "DOM", ("GOV",)),
        ("two army officers", "COL", "COL", ("MIL",)),
        ("officers", "BGR", "BGR", ("COP",)),
        ("the city", "SWE", "SWE", ("GOV",)),
        ("spokesman for the growers", "DZA", "DZA", ("AGR",)),
        ("leaders of political parties", "IND", "IND", ("PTY",)),
        ("the chief of the district police", "NPL", "NPL", ("COP",)),
        ("Superintendent of Police", "IND", "IND", ("COP",)),
        ("the company's managing director", "NGA", "NGA", ("BUS",)),
        ("night watchman", "MEX", "MEX", ("LAB",)),
        ("a bank employee", "USA", "USA", ("BUS",)),
    ],
)
def test_kin_trades_and_those_who_serve_a_body_are_described(
    phrase: str, home: str | None, country: str | None, sectors: tuple[str, ...]
) -> None:
    assert answered(phrase, "2012-01-10", home)[1:] == (country, sectors)


@pytest.mark.parametrize(
    ("phrase", "home", "country", "sectors"),
    [
        ("the Foreign Secretary", "SYR", "GBR", ("GOV",)),
        ("the foreign secretary", "IND", "IND", ("GOV",)),
        ("the naib sarpanch", "BRA", "IND", ("GOV",)),
        ("a deputy", "USA", "USA", ("COP",)),
        ("a deputy", "PER", "PER", ("LEG",)),
        ("carabineros", "ARG", "CHL", ("COP",)),
    ],
)
def test_words_of_some_states_alone_tell_the_state(
    phrase: str, home: str, country: str, sectors: tuple[str, ...]
) -> None:
    assert answered(phrase, "2025-01-10", home)[1:] == (country, sectors)


def test_the_foreign_secretary_is_a_minister_in_london_and_a_civil_servant_in_delhi() -> None:
    assert answered("the Foreign Secretary", "2025-01-10", "SYR")[0] == "David Lammy"
    assert answered("the foreign secretary", "2025-01-10", "IND")[0] == "foreign secretary"


@pytest.mark.parametrize(
    "phrase",
    [
        "both governments",
        "the foreign ministers",
        "international observers",
        "an unknown person",
    ],
)
def test_actors_of_several_states_or_of_abroad_are_not_taken_to_be_the_reports(phrase: str) -> None:
    assert answered(phrase, "2012-01-10", "KEN")[1] is None


@pytest.mark.parametrize(
    "phrase",
    [
        "Sudanese and Chadian soldiers",
        "British and Emirati frigates",
        "diplomat in Bishkek",
        "observers from The Hague",
    ],
)
def test_two_countries_or_a_post_abroad_give_no_country(phrase: str) -> None:
    assert answered(phrase, "2012-01-10", None)[1] in (None, "NLD")


@pytest.mark.parametrize(
    ("phrase", "near", "name", "country"),
    [
        ("Congress", None, "US Congress", "USA"),
        ("Congress", "PER", "Congress of Peru", "PER"),
        ("Congress", "IND", "Indian National Congress", "IND"),
        ("Congress", "NER", "US Congress", "USA"),
        ("Labour", "NZL", "New Zealand Labour Party", "NZL"),
        ("the Treasury", "ZMB", "Treasury of Zambia", "ZMB"),
        ("the Conservatives", "CAN", "Conservative Party of Canada", "CAN"),
        ("the Republicans", None, "Republican Party", "USA"),
        ("Democratic Party", "HKG", "Democratic Party of Hong Kong", "HKG"),
    ],
)
def test_a_name_of_many_bodies_is_that_of_the_country_around_it(
    phrase: str, near: str | None, name: str, country: str
) -> None:
    found = resolve_entity(phrase, on="2009-06-01", near=near)
    assert found is not None
    assert (found.name, found.country) == (name, country)


@pytest.mark.parametrize(
    ("on", "sectors"), [("2001-05-01", ("PTY", "OPP")), ("2008-05-01", ("PTY", "GOV")), ("2020-05-01", ("PTY", "OPP"))]
)
def test_a_party_governs_on_the_days_on_which_it_did(on: str, sectors: tuple[str, ...]) -> None:
    found = resolve_entity("Congress", on=on, near="IND")
    assert found is not None
    assert found.sectors == sectors


@pytest.mark.parametrize("phrase", ["Farmers' League", "Commander Sabo", "Sultan Ahmed", "the commission"])
def test_part_of_a_name_or_a_title_its_bearer_never_had_names_nobody_known(phrase: str) -> None:
    found = resolve_entity(phrase, on="2005-06-01")
    assert found is None or found.entity_id is None


@pytest.mark.parametrize(
    ("phrase", "force", "sectors"),
    [
        ("two officers", "MIL", ("MIL",)),
        ("a commander", "REB", ("REB",)),
        ("army officers", "COP", ("MIL",)),
        ("teachers", "MIL", ("EDU",)),
    ],
)
def test_ranks_and_units_are_of_the_force_named_before(phrase: str, force: str, sectors: tuple[str, ...]) -> None:
    found = resolve_entity(phrase, report_country="KEN", force=force)
    assert found is not None
    assert found.sectors == sectors


def test_an_owner_gives_the_country_of_what_is_its() -> None:
    found = resolve_entity("its ambassador", report_country="KEN", owner_country="UGA")
    assert found is not None
    assert found.country == "UGA"


@pytest.mark.parametrize(("phrase", "country"), [("Hong Kong", "HKG"), ("Greenland", "GRL"), ("Faroese", "FRO")])
def test_a_territory_with_a_code_of_its_own_is_recorded_under_it(phrase: str, country: str) -> None:
    assert answered(phrase, "2020-01-10", None)[1] == country


def test_the_country_is_the_reports() -> None:
    assert answered("the country", "2012-01-10", "KEN") == ("Kenya", "KEN", ())


@pytest.mark.parametrize(
    ("on", "kind"), [("1993-02-01", "armed group"), ("2010-02-01", "party"), ("2002-04-04", "party")]
)
def test_an_armed_group_that_became_a_party_is_what_it_was_on_the_day(on: str, kind: str) -> None:
    found = resolve_entity("UNITA", on=on)
    assert found is not None
    assert found.kind == kind
