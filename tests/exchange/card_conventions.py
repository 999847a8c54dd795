"""Contact cards in the conventions of the programs that write most of them, made by hand for the tests: nobody's, and small."""

PICTURE = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL="


def bytes_of(text: str, ends: str = "\r\n", encoding: str = "utf-8") -> bytes:
    """A card or several as a file."""
    return text.strip("\n").replace("\n", ends).encode(encoding)


IOS = f"""
BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//iPhone OS 18.1//EN
N:Okafor;Imani;;Dr.;
FN:Dr. Imani Okafor
NICKNAME:Imi
ORG:Mast Cell Clinic\\, East;Allergy;
TITLE:Mast cell specialist
EMAIL;type=INTERNET;type=WORK:second@example.org
EMAIL;type=INTERNET;type=WORK;type=pref:clinic@example.org
item1.EMAIL;type=INTERNET:nurse@example.org
item1.X-ABLabel:Nurse for injections
TEL;type=HOME;type=VOICE:+1 555 010 0199
TEL;type=WORK;type=VOICE;type=pref:+1 555 010 0121
TEL;type=IPHONE;type=CELL;type=VOICE:+1 555 010 0122
item2.TEL:+1 555 010 0123
item2.X-ABLabel:_$!<Main>!$_
item3.ADR;type=WORK;type=pref:;;1 Hospital Road\\nBuilding C;Hollow Creek;;12345;USA
item3.X-ABADR:us
item4.URL;type=pref:https://portal.example.org
item4.X-ABLabel:_$!<HomePage>!$_
item5.X-ABDATE;type=pref:2011-05-03
item5.X-ABLabel:_$!<Anniversary>!$_
item6.X-ABRELATEDNAMES:Dr. Wolfe
item6.X-ABLabel:_$!<Partner>!$_
X-SOCIALPROFILE;type=twitter:https://social.example.org/okafor
BDAY;value=date:1970-01-01
NOTE:A long note that goes on and on\\, and is folded in the middle of a wo
 rd\\nand has a second line
PHOTO;ENCODING=b;TYPE=JPEG:{PICTURE}
 {PICTURE}
X-SHARED-PHOTO-DISPLAY-PREF:Autoupdate
END:VCARD
"""

ANDROID = f"""
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=4D=C3=BC=6C=6C=65=72;=41=6E=6E=61;;=44=72=2E;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=44=72=2E=20=41=6E=6E=61=20=4D=C3=BC=
=6C=6C=65=72
TEL;CELL;PREF:0170-1234569
TEL;WORK:030-1234567
TEL;X-Praxis%20hinten:030-7654321
TEL;FAX;WORK:030-1234568
EMAIL;WORK:mueller@example.org
ADR;WORK;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;;=48=61=75=70=74=73=74=72=61=C3=9F=65=20=35=0A=48=6F=66;=42=65=72=6C=69=6E;;=31=30=31=31=35;
ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=50=72=61=78=69=73=20=4D=C3=BC=6C=6C=65=72
NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=6E=75=72=20=76=6F=72=6D=69=74=74=61=67=73=
=0D=0A=46=72=61=75=20=4B=6C=65=69=6E=20=66=72=61=67=65=6E
X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Annie;1;;;;;;;;;;;;;
PHOTO;ENCODING=BASE64;JPEG:{PICTURE}
 {PICTURE}

END:VCARD
"""

OUTLOOK = f"""
BEGIN:VCARD
VERSION:2.1
X-MS-CARDPICTURE;TYPE=JPEG;ENCODING=BASE64:
 {PICTURE}

N;LANGUAGE=de;CHARSET=Windows-1252:Groß;Jürgen;;Dr.
FN;CHARSET=Windows-1252:Dr. Jürgen Groß
ORG;CHARSET=Windows-1252:Praxis Groß;Hämatologie
TITLE;CHARSET=Windows-1252:Hämatologe
NOTE;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:Sprechstunde f=FCr Mastozytose=0D=0A=
mittwochs; sonst nach Vereinbarung=0D=0A=

TEL;WORK;VOICE:(030) 123-4567
TEL;CELL;VOICE:(0170) 123-4569
TEL;WORK;FAX:(030) 123-4568
TEL;PAGER;VOICE:(030) 123-4570
X-MS-TEL;VOICE;ASSISTANT:(030) 123-4571
X-MS-ASSISTANT;CHARSET=Windows-1252:Frau Löwe
ADR;WORK;PREF;CHARSET=Windows-1252:;;Hauptstraße 5;Berlin;;10115;Deutschland
LABEL;WORK;PREF;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:Hauptstra=DFe 5=0D=0A=
10115 Berlin
X-MS-OL-DEFAULT-POSTAL-ADDRESS:2
URL;WORK:https://praxis.example.org
EMAIL;PREF;INTERNET:gross@example.org
X-MS-OL-DESIGN;CHARSET=utf-8:<card xmlns="http://schemas.example.org/card"><img align="left"/></card>
REV:20240101T120000Z
END:VCARD
"""

THUNDERBIRD = """
BEGIN:VCARD
VERSION:4.0
N:Sorel;Denise;;;
FN:Denise Sorel
ORG:Mill Street Practice;Family medicine
ROLE:Family doctor
TITLE:Partner
EMAIL;PREF=1:sorel@example.org
EMAIL:front@example.org
TEL;VALUE=TEXT;TYPE=work:+1 555 010 0110
TEL;VALUE=TEXT;TYPE=cell;PREF=20:+1 555 010 0111
TEL;VALUE=TEXT;TYPE=pager:+1 555 010 0112
ADR;TYPE=work;LABEL="2 Mill Street, Hollow Creek":;;2 Mill Street;Hollow Creek;;12345;USA
ANNIVERSARY;VALUE=DATE:--0503
TZ;VALUE=TEXT:America/New_York
IMPP;VALUE=URI:matrix:u/sorel:example.org
NOTE:Line one\\nline two\\, with a comma
PHOTO;VALUE=URI:data:image/png;base64,iVBORw0KGgo=
UID:urn:uuid:4f9a3c00-0000-4000-8000-000000000001
END:VCARD
"""

NEXTCLOUD = """
BEGIN:VCARD
VERSION:4.0
PRODID:-//Nextcloud Contacts v6.0
UID:4f9a3c00-0000-4000-8000-000000000002
FN:Hollow Creek Pharmacy
KIND:org
CATEGORIES:Health,Shops
TEL;TYPE="WORK,VOICE":+1 555 010 0128
TEL;TYPE=HOME,VOICE;PREF=2:tel:+1-555-010-0130;ext=4
TEL;TYPE="WORK,VOICE";PREF=1:tel:+1-555-010-0129
RELATED;TYPE=contact:urn:uuid:4f9a3c00-0000-4000-8000-000000000001
X-SOCIALPROFILE;TYPE=MASTODON:https://social.example.org/@pharmacy
REV;VALUE=DATE-AND-OR-TIME:20240101T120000Z
END:VCARD
BEGIN:VCARD
VERSION:4.0
UID:4f9a3c00-0000-4000-8000-000000000003
FN:All my doctors
KIND:group
MEMBER:urn:uuid:4f9a3c00-0000-4000-8000-000000000001
MEMBER:urn:uuid:4f9a3c00-0000-4000-8000-000000000002
END:VCARD
"""

NOKIA = f"""
BEGIN:VCARD
VERSION:2.1
REV:20080101T120000Z
UID:0102030405
N;ENCODING=8BIT:Adeyemi;Tunde
TEL;PREF;CELL:+15550100131
TEL;HOME:+15550100132
TEL;VOICE:+15550100133
X-CLASS:private
X-EPOCCNTMODELLABEL1:Tel
PHOTO;TYPE=JPEG;ENCODING=BASE64:
{PICTURE}
{PICTURE}
END:VCARD
"""

ASSISTANTS = """
BEGIN:VCARD
VERSION:2.1
FN:Dr Wolfe
AGENT:
BEGIN:VCARD
VERSION:2.1
FN:Assistant of Dr Wolfe
TEL;WORK:+1 555 010 0150
END:VCARD
TEL;WORK:+1 555 010 0151
END:VCARD
BEGIN:VCARD
VERSION:2.1
FN:Dr Chen
AGENT:BEGIN:VCARD
VERSION:2.1
FN:Assistant of Dr Chen
END:VCARD
TEL;WORK:+1 555 010 0152
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Dr Reyes
AGENT:BEGIN:VCARD\\nVERSION:3.0\\nFN:Assistant of Dr Reyes\\nEND:VCARD\\n
TEL;TYPE=WORK:+1 555 010 0153
END:VCARD
"""

ENDLESS = """
From somebody's mail
BEGIN:VCARD
VERSION:3.0
FN:Never ended
TEL:1
BEGIN:VCARD
VERSION:3.0
FN:Ended
END:VCARD
FN:Never begun
TEL:2
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Never ended, too
"""
