"""Small closed classes of German and English words that steer the reading: negators, prepositions, verbs of pressure.

All in folded form (see words.fold). These are grammar, not content: what a purchase is about stands in the playbooks.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


NEGATORS = _set(
    "statt anstatt nicht nich net ned kein keine keinen keinem keiner keins nie niemals ohne weder not no never without "
    "isnt arent dont doesnt didnt wasnt werent cannot cant wont neither nor none"
)
LITTLE = _set("mehr laenger sich more longer anymore any")  # "nicht mehr": the negation means another word
WITHOUT = _set("ohne without")
NOTHING = _set("nichts nix nothing niemand nobody")
# A negation reaches until one of these (or the end of the clause).
TURNS = _set("sondern aber but instead rather dafuer doch vielmehr")
# "nicht nur", "not only" take nothing back.
ONLY = _set("nur only just bloss")

# The person across the table, whoever it is ("Gesprächspartner ist der CFO").
CONTACT = _set(
    "ansprechpartner ansprechpartnerin gespraechspartner gespraechspartnerin gegenueber kontakt contact counterpart"
)
SPEAKING_TO = _set(
    "mit an bei beim fuer zur zum gegenueber with to for at meet meeting meets calling call seeing spreche sprechen "
    "treffe treffen termin gespraech telefonat anruf besuch meeting telefoniere besuche talk talking speak speaking vs"
)
ARTICLES = _set(
    "der die das den dem des ein eine einen einem einer eines the a an our unser unsere unserem unserer unseren ihr "
    "ihre ihrem ihrer ihren deren their his her seine seiner seinem dortige dortigen neue neuen neuer new mein meine "
    "frau herr hr herrn mrs ms mr beide beiden both"
)
BEFORE_NOUNS = ARTICLES | _set(
    "im in am an auf aus bei beim mit nach von vom zum zur fuer ueber unter vor durch of on at for with from by into"
)
# A role that presses, wants or blocks is talked about, not spoken to.
PRESSING = _set(
    "draengt draengelt drueckt pusht schiebt will wollen moechte moechten wuenscht fordert verlangt besteht blockiert bremst mauert "
    "zoegert entscheidet genehmigt unterschreibt zahlt sagt sagen meint findet glaubt macht hat haben hatte muss soll "
    "laesst lehnt stoppt streicht strich kuerzt kuerzte gibt droht schimpft beschwert beschweren klagt klagen erwartet "
    "pushes presses pushing pressing wants want demands insists blocks stalls decides approves signs pays says said "
    "thinks has had must expects complains complain refuses stopped cut cuts keeps is are ist sind war waren was were "
    "nervt nerven interveniert intervenes hesitates zweifelt doubts"
)
# … and one that reaches out to us is spoken to, whatever the grammar.
REACHING = _set(
    "ruft rief anruf angerufen schreibt schrieb meldet meldete gemeldet kommt kommen sitzt trifft fragt fragte "
    "angefragt telefoniert wartet dabei am calls called calling writes wrote asks asked joins attends coming rang "
    "phoned emailed vor"
)
# … unless the next word leads elsewhere: "kommen mit der Rolle nicht klar", "wrote in the letter".
ELSEWHERE = _set("mit nicht kaum ohne aus in im")
# Who compares suppliers, or wants an offer, is the one we sell to: the line needs not say that we speak with them.
CHOOSING = _set(
    "vergleicht vergleichen evaluiert evaluieren sucht suchen sondiert informiert erkundigt compares comparing evaluates "
    "evaluating shortlisting"
)
WANTING = _set("will wollen moechte braucht brauchen haette verlangt holt fordert wants needs asks requests")
OFFERS = _set("angebot angebote vergleichsangebote offerte offerten preis preise quote quotes quotation proposal offer offers price pricing")
# Words that stand before the place of a thing as well as before a person: "Wissenslücken bei den Technikern".
PLACING = _set("bei beim fuer for at to")
# "will uns sehen", "wants to meet us": what the role wants is us.
US = _set("uns us mich me")
TALKED_ABOUT = _set("von vom laut wegen seitens gemaess by from per ohne druck trotz according because despite")
JOINING = _set("und u plus sowie samt and auch also dazu ausserdem ferner zusammen together")

# Words that carry no content of their own; a clause made of these alone says nothing.
FILLERS = _set(
    "der die das den dem des ein eine einen einem einer und oder aber auch noch schon mal nur so da dann wenn weil dass "
    "ich du er sie es wir ihr mich mir dich dir uns euch ihnen ihm ist sind war waren bin hat haben hatte wird werden "
    "kann koennen muss muessen soll sollen will wollen zu zum zur im in am an auf aus bei beim mit nach von vom vor fuer "
    "um ueber unter bis durch gegen ohne nicht kein keine ja nein doch bitte danke hallo guten tag morgen heute gestern "
    "jetzt hier dort the a an and or but also still only so then if because that i you he she it we they me him her us "
    "them is are was were be been has have had will would can could must should to in on at of off from by for with "
    "about not no yes please thanks hello hi good day today tomorrow yesterday now here there this these those my our "
    "your their his its do does did just sondern rather erst doch eher wieder gerade momentan aktuell derzeit eigentlich sozusagen halt "
    "currently actually rather again really very sehr ganz gar bald"
)

# Whether a line is German or English: words that only one of the two has.
GERMAN = _set(
    "der die das den dem und oder nicht kein keine ich wir sie ist sind war hat haben wird mit fuer auf aus bei nach von "
    "zu zum zur im wie was wer warum doch noch schon jetzt morgen heute gestern brauchen braucht brauche bitte nein ja "
    "ein eine einen neue neuen auch weil aber dass vom seit bis ohne gibt keiner immer wieder soll muss will kommt zurueck weiter "
    "weiss egal hilfe anfang"
)
ENGLISH = _set(
    "the and or not is are was has have with for from to of on they we you she he what who why how yes no need needs "
    "please tomorrow today yesterday still this that their our an my there been would could should want wants us them "
    "it its into about than then call instead back help dont know restart why"
)

# The occasion of a conversation says nothing of the purchase ("Termin mit …" is no price talk).
OCCASIONS = _set(
    "termin gespraech treffen meeting call telefonat telefon rueckruf anruf besuch spreche sprechen rede reden treffe "
    "meet talk talking speak speaking phone morgen heute uebermorgen tomorrow today appointment"
)
# Abbreviations whose full stop ends no clause.
ABBREVIATIONS = _set(
    "kaufm techn stv stellv geschaeftsf ca bzw inkl ggf evtl dr nr st mr mrs ms approx dept mgr asst vs prof dipl ing abt"
)
# Names of roles that often stand before another noun in English ("user rights", "service costs"): no role then.
BEFORE_A_NOUN = _set(
    "user users production service engineering maintenance purchasing procurement finance it hr legal product "
    "management accounts accounting sales marketing logistics quality buyers consultant works"
)
SHADOW = _set("shadow schatten")  # "shadow IT" is no department
# Role words that are ordinary words as well: they count in capitals, after a preposition, or alone in a clause.
HOMOGRAPHS = _set(
    "accounts it recht pm am er wartung unterhalt maintenance legal service md da user users production chef boss board controller operator"
)
# … and some are work where it is said on what: "der Unterhalt vom ERP", "the service of the machines".
WORK = _set("wartung unterhalt maintenance service production recht")
ON_WHAT = _set("vom von des fuers of")
# … but "HR-Leiterin", "maintenance crew" name the people of that department.
PEOPLE = _set(
    "leiter leiterin leitung chef chefin abteilung team leute kollege kollegin kollegen manager managerin verantwortliche "
    "verantwortlicher crew staff people department lead head director guys folks partner business boss vp"
)

# Verbs that do not end like one.
IRREGULAR = _set("found got saw came went told took made knew ran bought heard lost sold sent spoke spent kept felt left met")
# Short words that end like a verb but are none.
NO_VERBS = _set(
    "jetzt heut sofort erst nicht selbst direkt meist fast bereits zuerst zuletzt seit mit hat ist gesagt test projekt "
    "budget team meeting termin gespraech angebot audit start this yes plus always perhaps besides sales needs us boss "
    "first last fast best next it at wants"
)

# Words of time and occasion beside a role: "CFO morgen 14 Uhr" still speaks to the CFO.
TIMES = _set(
    "montag dienstag mittwoch donnerstag freitag uhr gleich nachher vormittag nachmittag woche monday tuesday wednesday "
    "thursday friday am pm week oclock meeting call telefon phone mail besuch visit workshop runde next naechste kommende"
)
