/**
 * How mail clients introduce what they quote, one habit a row: `client | language | style | introduction`, "⏎" for a new
 * line. Styles: `>` marked lines follow, `.` bare lines follow, `F` it is a forward. Written for our tests, after what the
 * clients' own translations say; Ben Ray wrote, on 7 May 2024 at 10:12.
 */
const rows = `
Gmail | en-US | > | On Tue, May 7, 2024 at 10:12 AM Ben Ray <ben@mail.example> wrote:
Gmail | en-GB | > | On Tue, 7 May 2024 at 10:12, Ben Ray <ben@mail.example> wrote:
Gmail, wrapped | en | > | On Tue, 7 May 2024 at 10:12, Benjamin Ray of Example Limited⏎<benjamin.ray@mail.example> wrote:
Gmail, wrapped before the verb | en | > | On Tue, 7 May 2024 at 10:12, Ben Ray <benjamin.maximilian.ray@mail.example>⏎wrote:
Gmail, narrow spaces | en-US | > | On Tue, May 7, 2024 at 10:12\u202fAM Ben Ray <ben@mail.example> wrote:
Gmail | de | > | Am Di., 7. Mai 2024 um 10:12 Uhr schrieb Ben Ray <ben@mail.example>:
Gmail, wrapped | de | > | Am Di., 7. Mai 2024 um 10:12 Uhr schrieb Benjamin Ray <⏎benjamin.ray@mail.example>:
Gmail | fr | > | Le mar. 7 mai 2024 à 10:12, Ben Ray <ben@mail.example> a écrit :
Gmail | es | > | El mar, 7 may 2024 a las 10:12, Ben Ray (<ben@mail.example>) escribió:
Gmail | es-MX | > | El mar, 7 de may. de 2024 10:12 a. m., Ben Ray <ben@mail.example> escribió:
Gmail | pt-BR | > | Em ter., 7 de mai. de 2024 às 10:12, Ben Ray <ben@mail.example> escreveu:
Gmail | pt-PT | > | Ben Ray <ben@mail.example> escreveu (terça, 7/05/2024 à(s) 10:12):
Gmail | it | > | Il giorno mar 7 mag 2024 alle ore 10:12 Ben Ray <ben@mail.example> ha scritto:
Gmail for phones | it | > | Il mar 7 mag 2024, 10:12 Ben Ray <ben@mail.example> ha scritto:
Gmail | nl | > | Op di 7 mei 2024 om 10:12 schreef Ben Ray <ben@mail.example>:
Gmail | da | > | Den tirs. 7. maj 2024 kl. 10.12 skrev Ben Ray <ben@mail.example>:
Gmail | sv | > | Den tis 7 maj 2024 kl 10:12 skrev Ben Ray <ben@mail.example>:
Gmail | no | > | tir. 7. mai 2024 kl. 10:12 skrev Ben Ray <ben@mail.example>:
Gmail | fi | > | ti 7. toukok. 2024 klo 10.12 Ben Ray (ben@mail.example) kirjoitti:
Gmail | is | > | Þann þri., 7. maí 2024 kl. 10:12 skrifaði Ben Ray <ben@mail.example>:
Gmail | pl | > | wt., 7 maj 2024 o 10:12 Ben Ray <ben@mail.example> napisał(a):
Gmail | cs | > | út 7. 5. 2024 v 10:12 odesílatel Ben Ray <ben@mail.example> napsal:
Gmail | sk | > | ut 7. 5. 2024 o 10:12 Ben Ray <ben@mail.example> napísal(a):
Gmail | hu | > | Ben Ray <ben@mail.example> ezt írta (időpont: 2024. máj. 7., K, 10:12):
Gmail, wrapped | hu | > | Ben Ray <ben@mail.example> ezt írta (időpont: 2024. máj. 7., K,⏎10:12):
Gmail | ro | > | În mar., 7 mai 2024 la 10:12, Ben Ray <ben@mail.example> a scris:
Gmail | bg | > | На вт, 7.05.2024 г. в 10:12 Ben Ray <ben@mail.example> написа:
Gmail | ru | > | вт, 7 мая 2024 г. в 10:12, Ben Ray <ben@mail.example>:
Gmail | uk | > | вт, 7 трав. 2024 р. о 10:12 Ben Ray <ben@mail.example> пише:
Gmail | el | > | Στις Τρί 7 Μαΐ 2024 στις 10:12 π.μ., ο/η Ben Ray <ben@mail.example> έγραψε:
Gmail | tr | > | Ben Ray <ben@mail.example>, 7 May 2024 Sal, 10:12 tarihinde şunu yazdı:
Gmail, wrapped | tr | > | Ben Ray <ben@mail.example>, 7 May 2024 Sal, 10:12⏎tarihinde şunu yazdı:
Gmail | he | > | \u202bבתאריך יום ג׳, 7 במאי 2024 ב-10:12 מאת \u202aBen Ray\u202c\u200f <\u202aben@mail.example\u202c\u200f>:\u202c
Gmail | ar | > | في الثلاثاء، 7 مايو 2024 في 10:12 ص تمت كتابة ما يلي بواسطة \u202aBen Ray\u202c\u200f <\u202aben@mail.example\u202c\u200f>:
Gmail | fa | > | در تاریخ سه‌شنبه ۷ مهٔ ۲۰۲۴، ۱۰:۱۲ Ben Ray <ben@mail.example> نوشت:
Gmail | hi | > | मंगल, 7 मई 2024 को 10:12 am बजे को Ben Ray <ben@mail.example> ने लिखा:
Gmail | th | > | ในวันที่ อ. 7 พ.ค. 2024 เวลา 10:12 Ben Ray <ben@mail.example> เขียนว่า:
Gmail | vi | > | Vào Th 3, 7 thg 5, 2024 vào lúc 10:12 Ben Ray <ben@mail.example> đã viết:
Gmail | id | > | Pada tanggal Sel, 7 Mei 2024 pukul 10.12 Ben Ray <ben@mail.example> menulis:
Gmail | ja | > | 2024年5月7日(火) 10:12 Ben Ray <ben@mail.example>:
Gmail | ko | > | 2024년 5월 7일 (화) 오전 10:12, Ben Ray <ben@mail.example>님이 작성:
Gmail | zh-CN | > | Ben Ray <ben@mail.example> 于2024年5月7日周二 10:12写道：
Gmail | zh-TW | > | Ben Ray <ben@mail.example> 於 2024年5月7日 週二 上午10:12寫道：
Gmail | ca | > | Missatge de Ben Ray <ben@mail.example> del dia dt., 7 de maig 2024 a les 10:12:
Gmail | hr | > | uto, 7. svi 2024. u 10:12 Ben Ray <ben@mail.example> napisao je:
Gmail | sr | > | уто, 7. мај 2024. 10:12 Ben Ray <ben@mail.example> је написао/ла:
Gmail | sl | > | V V tor., 7. maj 2024 ob 10:12 je oseba Ben Ray <ben@mail.example> napisala:
Gmail | lt | > | 2024-05-07, an, 10:12 Ben Ray <ben@mail.example> rašė:
Gmail | lv | > | otrd., 2024. g. 7. maijs, plkst. 10:12 — lietotājs Ben Ray (<ben@mail.example>) rakstīja:
Gmail | et | > | Kuupäev T, 7. mai 2024 kell 10:12 kirjutas Ben Ray (<ben@mail.example>):
Apple Mail | en | > | On 7 May 2024, at 10:12, Ben Ray <ben@mail.example> wrote:
Apple Mail, bare | en-US | . | On May 7, 2024, at 10:12\u202fAM, Ben Ray <ben@mail.example> wrote:
Apple Mail for iPhone, no address | en-US | > | On May 7, 2024, at 10:12 AM, Ben Ray wrote:
Apple Mail | de | > | Am 07.05.2024 um 10:12 schrieb Ben Ray <ben@mail.example>:
Apple Mail for iPhone, mark before it | de | > | > Am 07.05.2024 um 10:12 schrieb Ben Ray <ben@mail.example>:⏎> 
Apple Mail | fr | > | Le 7 mai 2024 à 10:12, Ben Ray <ben@mail.example> a écrit :
Apple Mail, bare | fr | . | Le 7 mai 2024 à 10:12, Ben Ray <ben@mail.example> a écrit :
Apple Mail | es | > | El 7 may 2024, a las 10:12, Ben Ray <ben@mail.example> escribió:
Apple Mail | it | > | Il giorno 7 mag 2024, alle ore 10:12, Ben Ray <ben@mail.example> ha scritto:
Apple Mail | nl | . | Op 7 mei 2024 om 10:12 heeft Ben Ray <ben@mail.example> het volgende geschreven:
Apple Mail | pt-BR | > | Em 7 de mai. de 2024, à(s) 10:12, Ben Ray <ben@mail.example> escreveu:
Apple Mail | pt-PT | > | No dia 07/05/2024, às 10:12, Ben Ray <ben@mail.example> escreveu:
Apple Mail | da | > | Den 7. maj 2024 kl. 10.12 skrev Ben Ray <ben@mail.example>:
Apple Mail | sv | > | 7 maj 2024 kl. 10:12 skrev Ben Ray <ben@mail.example>:
Apple Mail | no | . | 7. mai 2024 kl. 10:12 skrev Ben Ray <ben@mail.example>:
Apple Mail | fi | > | Ben Ray <ben@mail.example> kirjoitti 7.5.2024 kello 10.12:
Apple Mail | pl | > | Wiadomość napisana przez Ben Ray <ben@mail.example> w dniu 07.05.2024, o godz. 10:12:
Apple Mail | cs | > | 7. 5. 2024 v 10:12, Ben Ray <ben@mail.example>:
Apple Mail | hu | > | 2024. május 7. dátummal, 10:12 időpontban Ben Ray <ben@mail.example> írta:
Apple Mail | ro | > | Pe 7 mai 2024, la 10:12, Ben Ray <ben@mail.example> a scris:
Apple Mail | ru | > | 7 мая 2024 г., в 10:12, Ben Ray <ben@mail.example> написал(а):
Apple Mail | uk | > | 7 трав. 2024 р. о 10:12 Ben Ray <ben@mail.example> написав(-ла):
Apple Mail | el | > | Στις 7 Μαΐ 2024, στις 10:12 π.μ., ο χρήστης Ben Ray <ben@mail.example> έγραψε:
Apple Mail | tr | > | Ben Ray <ben@mail.example> şunları yazdı (7 May 2024 10:12):
Apple Mail | hr | > | Dana 7. svi 2024., u 10:12, korisnik Ben Ray <ben@mail.example> je napisao:
Apple Mail | he | > | \u200fב-7 במאי 2024, בשעה 10:12, \u200fBen Ray \u200f<ben@mail.example> כתב/ה:
Apple Mail | ar | > | في ٧ مايو ٢٠٢٤، الساعة ١٠:١٢ ص، كتب/كتبت Ben Ray <ben@mail.example>:
Apple Mail | th | > | เมื่อ 7 พ.ค. 2567 BE เวลา 10:12 Ben Ray <ben@mail.example> เขียนว่า:
Apple Mail | vi | > | Vào 7 thg 5, 2024, lúc 10:12, Ben Ray <ben@mail.example> đã viết:
Apple Mail | id | > | Pada 7 Mei 2024, pukul 10.12, Ben Ray <ben@mail.example> menulis:
Apple Mail | ja | > | 2024/05/07 10:12、Ben Ray <ben@mail.example>のメール:
Apple Mail | ko | > | Ben Ray <ben@mail.example>님이 2024. 5. 7. 오전 10:12에 작성:
Apple Mail | zh-CN | > | 2024年5月7日 10:12，Ben Ray <ben@mail.example> 写道：
Apple Mail | zh-TW | > | Ben Ray <ben@mail.example> 於 2024年5月7日 上午10:12 寫道：
Apple Mail | ca | > | El 7 maig 2024, a les 10:12, Ben Ray <ben@mail.example> va escriure:
Thunderbird | en | > | On 5/7/24 10:12, Ben Ray wrote:
Thunderbird | en-GB | > | On 07/05/2024 10:12, Ben Ray wrote:
Thunderbird | de | > | Am 07.05.24 um 10:12 schrieb Ben Ray:
Thunderbird | fr | > | Le 07/05/2024 à 10:12, Ben Ray a écrit :
Thunderbird | es | > | El 7/5/24 a las 10:12, Ben Ray escribió:
Thunderbird | it | > | Il 07/05/24 10:12, Ben Ray ha scritto:
Thunderbird | nl | > | Op 07-05-2024 om 10:12 schreef Ben Ray:
Thunderbird | pl | > | W dniu 7.05.2024 o 10:12, Ben Ray pisze:
Thunderbird | pt-BR | > | Em 07/05/2024 10:12, Ben Ray escreveu:
Thunderbird | pt-PT | > | Às 10:12 de 07/05/2024, Ben Ray escreveu:
Thunderbird | cs | > | Dne 07. 05. 24 v 10:12 Ben Ray napsal(a):
Thunderbird | sk | > | Dňa 7. 5. 2024 o 10:12 Ben Ray napísal(a):
Thunderbird | da | > | Den 07.05.2024 kl. 10.12 skrev Ben Ray:
Thunderbird | sv | > | Den 2024-05-07 kl. 10:12, skrev Ben Ray:
Thunderbird | nb | > | Den 07.05.2024 10:12, skrev Ben Ray:
Thunderbird | fi | > | Ben Ray kirjoitti 7.5.2024 klo 10.12:
Thunderbird | hu | > | 2024. 05. 07. 10:12 keltezéssel, Ben Ray írta:
Thunderbird | ro | > | Pe 07.05.2024 10:12, Ben Ray a scris:
Thunderbird | ru | > | 07.05.2024 10:12, Ben Ray пишет:
Thunderbird | uk | > | 07.05.24 10:12, Ben Ray пише:
Thunderbird | bg | > | На 7.05.24 г. в 10:12 ч., Ben Ray написа:
Thunderbird | el | > | Στις 7/5/24 10:12, ο/η Ben Ray έγραψε:
Thunderbird | tr | > | 7.05.2024 10:12 tarihinde Ben Ray yazdı:
Thunderbird | hr | > | Dana 7. 5. 2024. u 10:12, Ben Ray je napisao/la:
Thunderbird | ja | > | On 2024/05/07 10:12, Ben Ray wrote:
Thunderbird | zh-CN | > | 在 2024/5/7 10:12, Ben Ray 写道:
Thunderbird | zh-TW | > | Ben Ray 於 2024/5/7 上午 10:12 寫道:
Thunderbird | ko | > | 2024-05-07 오전 10:12에 Ben Ray 이(가) 쓴 글:
Thunderbird | he | > | בתאריך 07/05/2024 ב־10:12, Ben Ray כתב:
Thunderbird | ca | > | El 7/5/24 a les 10:12, Ben Ray ha escrit:
Thunderbird | eu | > | Ben Ray(e)k 24/5/7 10:12(e)an idatzi zuen:
Thunderbird | gl | > | O 7/5/24 ás 10:12, Ben Ray escribiu:
Thunderbird | lt | > | 2024-05-07 10:12, Ben Ray rašė:
Thunderbird | et | > | Ben Ray kirjutas 07.05.2024 kell 10:12:
Thunderbird | sl | > | Dne 7. 05. 24 ob 10:12 je Ben Ray napisal(a):
Yahoo | en | . | On Tuesday, May 7, 2024 at 10:12:33 AM GMT+2, Ben Ray <ben@mail.example> wrote:
Yahoo | de | . | Am Dienstag, 7. Mai 2024 um 10:12:33 MESZ hat Ben Ray <ben@mail.example> Folgendes geschrieben:
Yahoo | fr | . | Le mardi 7 mai 2024 à 10:12:33 UTC+2, Ben Ray <ben@mail.example> a écrit :
Yahoo | es | . | El martes, 7 de mayo de 2024, 10:12:33 CEST, Ben Ray <ben@mail.example> escribió:
Yahoo | it | . | Il martedì 7 maggio 2024 alle ore 10:12:33 CEST, Ben Ray <ben@mail.example> ha scritto:
Yahoo Japan | ja | > | ----- Original Message -----⏎From: Ben Ray <ben@mail.example>⏎To: desk@shop.example⏎Date: 2024/05/07, Tue 10:12⏎Subject: Bowl
Proton | en | > | On Tuesday, May 7th, 2024 at 10:12 AM, Ben Ray <ben@mail.example> wrote:
Proton, older | en | > | ‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐⏎On Tuesday, May 7th, 2024 at 10:12 AM, Ben Ray <ben@mail.example> wrote:
Spark | en | > | On 7 May 2024 at 10:12 +0200, Ben Ray <ben@mail.example>, wrote:
Superhuman | en | . | On Tue, May 07, 2024 at 10:12 AM, Ben Ray < ben@mail.example > wrote:
Front | en | > | On May 7, 2024, 10:12 AM GMT+2 ben@mail.example wrote:
HubSpot | de | > | Am Di, Mai 7, 2024 um 10:12 AM, Ben Ray <ben@mail.example> hat geschrieben:
Freshdesk | en | . | On Tue, 7 May at 10:12 AM , Ben Ray <ben@mail.example> wrote:
Fastmail | en | > | On Tue, 7 May 2024, at 10:12 AM, Ben Ray wrote:
Hey | en | > | On May 7, 2024, Ben Ray <ben@mail.example> wrote:
Airmail | en | > | On 7 May 2024 at 10:12:33, Ben Ray (ben@mail.example) wrote:
Canary | en | > | On Tuesday, May 07, 2024 at 10:12 AM, Ben Ray <ben@mail.example (mailto:ben@mail.example)> wrote:
Mailbird | en | . | On 07/05/2024 10:12:33, Ben Ray <ben@mail.example> wrote:
K-9 | en | > | On 7 May 2024 10:12:33 CEST, Ben Ray <ben@mail.example> wrote:
FairEmail | en | > | May 7, 2024 10:12:33 AM Ben Ray <ben@mail.example>:
Tuta | de | > | 7. Mai 2024, 10:12 von ben@mail.example:
Mail.ru | ru | > | Вторник, 7 мая 2024, 10:12 +03:00 от Ben Ray <ben@mail.example>:
Yandex | ru | > | 07.05.2024, 10:12, "Ben Ray" <ben@mail.example>:
NetEase 163 | en | . | At 2024-05-07 10:12:33, "Ben Ray" <ben@mail.example> wrote:
NetEase 163 | zh | > | 在 2024-05-07 10:12:33，"Ben Ray" <ben@mail.example> 写道：
Evolution | en | > | On Tue, 2024-05-07 at 10:12 +0200, Ben Ray wrote:
Evolution | de | > | Am Dienstag, dem 07.05.2024 um 10:12 +0200 schrieb Ben Ray:
KMail | de | > | Am Dienstag, 7. Mai 2024, 10:12:33 MESZ schrieb Ben Ray:
mutt | en | > | On Tue, May 07, 2024 at 10:12:33AM +0200, Ben Ray wrote:
mutt, other format | en | > | * Ben Ray <ben@mail.example> [2024-05-07 10:12]:
Gnus | en | > | Ben Ray <ben@mail.example> writes:
Claws, Becky! | en | > | On Tue, 7 May 2024 10:12:33 +0200⏎Ben Ray <ben@mail.example> wrote:
The Bat! | en | > | Tuesday, May 7, 2024, 10:12:33 AM, you wrote:
Pegasus | en | > | On 7 May 2024 at 10:12, Ben Ray wrote:
Eudora | en | > | At 10:12 AM 5/7/2024, Ben Ray wrote:
Roundcube | de | > | Am 2024-05-07 10:12, schrieb Ben Ray:
SnappyMail | de | > | 7. Mai 2024 10:12, "Ben Ray" <ben@mail.example> schrieb:
Open-Xchange | en | . | On 05/07/2024 10:12 AM CEST Ben Ray <ben@mail.example> wrote:
Open-Xchange | de | . | Ben Ray <ben@mail.example> hat am 07.05.2024 10:12 CEST geschrieben:
Horde | de | > | Zitat von Ben Ray <ben@mail.example>:
Horde | en | > | Quoting Ben Ray <ben@mail.example>:
Horde | es | > | Citando a Ben Ray <ben@mail.example>:
WP | pl | > | Dnia 7 maja 2024 10:12 Ben Ray <ben@mail.example> napisał(a):
Onet | pl | > | W dniu 2024-05-07 10:12:33 użytkownik Ben Ray <ben@mail.example> napisał:
Zoho | en | . | ---- On Tue, 07 May 2024 10:12:33 +0200 Ben Ray <ben@mail.example> wrote ---
GroupWise | en | . | >>> Ben Ray <ben@mail.example> 07/05/2024 10:12 >>>
Notes | en | . | Ben Ray ---07/05/2024 10:12:33---Where is the bowl?
Notes, replies on the web | en | . | Ben Ray <ben@mail.example> wrote on 07/05/2024 10:12:33:
GMX app | de | > | Am 07.05.24, 10:12 schrieb Ben Ray <ben@mail.example>:
Outlook for Mac, older | en | . | On 07/05/2024, 10:12, "Ben Ray" <ben@mail.example> wrote:
Outlook | en | . | From: Ben Ray <ben@mail.example>⏎Sent: Tuesday, May 7, 2024 10:12 AM⏎To: Desk <desk@shop.example>⏎Subject: Bowl
Outlook on the web | en | . | ________________________________⏎From: Ben Ray <ben@mail.example>⏎Sent: Tuesday, May 7, 2024 10:12 AM⏎To: Desk <desk@shop.example>⏎Subject: Bowl
Outlook for Mac | en | . | From: Ben Ray <ben@mail.example>⏎Date: Tuesday, 7 May 2024 at 10:12⏎To: Desk <desk@shop.example>⏎Subject: Bowl
Outlook, bold words | en | . | *From:* Ben Ray <ben@mail.example>⏎*Sent:* Tuesday, May 7, 2024 10:12 AM⏎*To:* Desk <desk@shop.example>⏎*Subject:* Bowl
Outlook, internal names | en | . | From: Ray, Ben⏎Sent: Tuesday, May 7, 2024 10:12 AM⏎To: Desk⏎Subject: Bowl
Outlook, plain | en | > | -----Original Message-----⏎From: Ben Ray <ben@mail.example> ⏎Sent: Tuesday, May 7, 2024 10:12 AM⏎To: Desk <desk@shop.example>⏎Subject: Bowl
Outlook | de | . | Von: Ben Ray <ben@mail.example>⏎Gesendet: Dienstag, 7. Mai 2024 10:12⏎An: Desk <desk@shop.example>⏎Betreff: Schale
Outlook, plain | de | . | -----Ursprüngliche Nachricht-----⏎Von: Ben Ray <ben@mail.example> ⏎Gesendet: Dienstag, 7. Mai 2024 10:12⏎An: Desk⏎Betreff: Schale
Outlook | fr | . | De : Ben Ray <ben@mail.example>⏎Envoyé : mardi 7 mai 2024 10:12⏎À : Desk <desk@shop.example>⏎Objet : Bol
Outlook, plain | fr | . | -----Message d'origine-----⏎De : Ben Ray⏎Envoyé : mardi 7 mai 2024 10:12⏎À : Desk⏎Objet : Bol
Outlook | es | . | De: Ben Ray <ben@mail.example>⏎Enviado el: martes, 7 de mayo de 2024 10:12⏎Para: Desk <desk@shop.example>⏎Asunto: Cuenco
Outlook | it | . | Da: Ben Ray <ben@mail.example>⏎Inviato: martedì 7 maggio 2024 10:12⏎A: Desk <desk@shop.example>⏎Oggetto: Ciotola
Outlook | pt | . | De: Ben Ray <ben@mail.example>⏎Enviado: 7 de maio de 2024 10:12⏎Para: Desk <desk@shop.example>⏎Assunto: Tigela
Outlook | nl | . | Van: Ben Ray <ben@mail.example>⏎Verzonden: dinsdag 7 mei 2024 10:12⏎Aan: Desk <desk@shop.example>⏎Onderwerp: Kom
Outlook | sv | . | Från: Ben Ray <ben@mail.example>⏎Skickat: den 7 maj 2024 10:12⏎Till: Desk <desk@shop.example>⏎Ämne: Skål
Outlook | da | . | Fra: Ben Ray <ben@mail.example>⏎Sendt: 7. maj 2024 10:12⏎Til: Desk <desk@shop.example>⏎Emne: Skål
Outlook | no | . | Fra: Ben Ray <ben@mail.example>⏎Sendt: tirsdag 7. mai 2024 10:12⏎Til: Desk <desk@shop.example>⏎Emne: Bolle
Outlook | fi | . | Lähettäjä: Ben Ray <ben@mail.example>⏎Lähetetty: tiistai 7. toukokuuta 2024 10.12⏎Vastaanottaja: Desk <desk@shop.example>⏎Aihe: Kulho
Outlook | pl | . | Od: Ben Ray <ben@mail.example>⏎Wysłano: wtorek, 7 maja 2024 10:12⏎Do: Desk <desk@shop.example>⏎Temat: Miska
Outlook | cs | . | Od: Ben Ray <ben@mail.example>⏎Odesláno: úterý 7. května 2024 10:12⏎Komu: Desk <desk@shop.example>⏎Předmět: Miska
Outlook | sk | . | Od: Ben Ray <ben@mail.example>⏎Odoslané: utorok 7. mája 2024 10:12⏎Komu: Desk <desk@shop.example>⏎Predmet: Miska
Outlook | hu | . | Feladó: Ben Ray <ben@mail.example>⏎Elküldve: 2024. május 7., kedd 10:12⏎Címzett: Desk <desk@shop.example>⏎Tárgy: Tál
Outlook | ro | . | De la: Ben Ray <ben@mail.example>⏎Trimis: marți, 7 mai 2024 10:12⏎Către: Desk <desk@shop.example>⏎Subiect: Bol
Outlook | ru | . | От: Ben Ray <ben@mail.example>⏎Отправлено: 7 мая 2024 г. 10:12⏎Кому: Desk <desk@shop.example>⏎Тема: Чаша
Outlook | uk | . | Від: Ben Ray <ben@mail.example>⏎Надіслано: 7 травня 2024 р. 10:12⏎Кому: Desk <desk@shop.example>⏎Тема: Чаша
Outlook | bg | . | От: Ben Ray <ben@mail.example>⏎Изпратено: вторник, 7 май 2024 г. 10:12⏎До: Desk <desk@shop.example>⏎Относно: Купа
Outlook | el | . | Από: Ben Ray <ben@mail.example>⏎Στάλθηκε: Τρίτη, 7 Μαΐου 2024 10:12 πμ⏎Προς: Desk <desk@shop.example>⏎Θέμα: Μπολ
Outlook | tr | . | Kimden: Ben Ray <ben@mail.example>⏎Gönderildi: 7 Mayıs 2024 Salı 10:12⏎Kime: Desk <desk@shop.example>⏎Konu: Kase
Outlook | hr | . | Šalje: Ben Ray <ben@mail.example>⏎Poslano: 7. svibnja 2024. 10:12⏎Prima: Desk <desk@shop.example>⏎Predmet: Zdjela
Outlook | sl | . | Od: Ben Ray <ben@mail.example>⏎Poslano: torek, 07. maj 2024 10:12⏎Za: Desk <desk@shop.example>⏎Zadeva: Skleda
Outlook | lt | . | Nuo: Ben Ray <ben@mail.example>⏎Išsiųsta: 2024 m. gegužės 7 d. 10:12⏎Kam: Desk <desk@shop.example>⏎Tema: Dubuo
Outlook | lv | . | No: Ben Ray <ben@mail.example>⏎Nosūtīts: otrdiena, 2024. gada 7. maijs 10:12⏎Kam: Desk <desk@shop.example>⏎Temats: Bļoda
Outlook | et | . | Saatja: Ben Ray <ben@mail.example>⏎Saadetud: teisipäev, 7. mai 2024 10:12⏎Adressaat: Desk <desk@shop.example>⏎Teema: Kauss
Outlook | ja | . | 差出人: Ben Ray <ben@mail.example>⏎送信日時: 2024年5月7日 10:12⏎宛先: Desk <desk@shop.example>⏎件名: 鉢
Outlook | ko | . | 보낸 사람: Ben Ray <ben@mail.example>⏎보낸 날짜: 2024년 5월 7일 화요일 오전 10:12⏎받는 사람: Desk <desk@shop.example>⏎제목: 그릇
Outlook | zh-CN | . | 发件人: Ben Ray <ben@mail.example>⏎发送时间: 2024年5月7日 10:12⏎收件人: Desk <desk@shop.example>⏎主题: 碗
Outlook | zh-TW | . | 寄件者: Ben Ray <ben@mail.example>⏎寄件日期: 2024年5月7日 上午 10:12⏎收件者: Desk <desk@shop.example>⏎主旨: 碗
Outlook | he | . | מאת: Ben Ray <ben@mail.example>⏎נשלח: יום שלישי 7 מאי 2024 10:12⏎אל: Desk <desk@shop.example>⏎נושא: קערה
Outlook | ar | . | من: Ben Ray <ben@mail.example>⏎تم الإرسال: 07/مايو/2024 10:12⏎إلى: Desk <desk@shop.example>⏎الموضوع: وعاء
Outlook | th | . | จาก: Ben Ray <ben@mail.example>⏎ส่ง: 7 พฤษภาคม 2567 10:12⏎ถึง: Desk <desk@shop.example>⏎เรื่อง: ชาม
Outlook | vi | . | Từ: Ben Ray <ben@mail.example>⏎Đã gửi: 07 Tháng Năm 2024 10:12⏎Tới: Desk <desk@shop.example>⏎Chủ đề: Bát
Outlook | id | . | Dari: Ben Ray <ben@mail.example>⏎Dikirim: 07 Mei 2024 10:12⏎Kepada: Desk <desk@shop.example>⏎Perihal: Mangkuk
Outlook | ca | . | De: Ben Ray <ben@mail.example>⏎Enviat el: dimarts, 7 de maig de 2024 10:12⏎Per a: Desk <desk@shop.example>⏎Assumpte: Bol
Windows Mail | en | . | From: Ben Ray⏎Sent: Tuesday, 7 May 2024 10:12⏎To: Desk⏎Subject: Bowl
Samsung | en | . | -------- Original message --------⏎From: Ben Ray <ben@mail.example> ⏎Date: 07/05/2024 10:12 (GMT+01:00) ⏎To: desk@shop.example ⏎Subject: Bowl 
Samsung | de | . | -------- Ursprüngliche Nachricht --------⏎Von: Ben Ray <ben@mail.example> ⏎Datum: 07.05.24 10:12 (GMT+01:00) ⏎An: desk@shop.example ⏎Betreff: Schale 
Samsung | fr | . | -------- Message d'origine --------⏎De : Ben Ray <ben@mail.example> ⏎Date : 07/05/2024 10:12 (GMT+01:00) ⏎À : desk@shop.example ⏎Objet : Bol 
BlackBerry | en | . | -----Original Message-----⏎From: Ben Ray <ben@mail.example>⏎Date: Tue, 7 May 2024 10:12:33 ⏎To: <desk@shop.example>⏎Reply-To: ben@mail.example⏎Subject: Bowl
BlackBerry 10 | en | . |   Original Message  ⏎From: Ben Ray⏎Sent: Tuesday, May 7, 2024 10:12⏎To: desk@shop.example⏎Subject: Bowl
Zimbra | en | . | ----- Original Message -----⏎From: "Ben Ray" <ben@mail.example>⏎To: "Desk" <desk@shop.example>⏎Sent: Tuesday, May 7, 2024 10:12:33 AM⏎Subject: Bowl
Zimbra | fr | . | ----- Mail original -----⏎De: "Ben Ray" <ben@mail.example>⏎À: "Desk" <desk@shop.example>⏎Envoyé: Mardi 7 Mai 2024 10:12:33⏎Objet: Bol
GMX, web.de | de | . | Gesendet: Dienstag, 07. Mai 2024 um 10:12 Uhr⏎Von: "Ben Ray" <ben@mail.example>⏎An: desk@shop.example⏎Betreff: Schale
GMX | en | . | Sent: Tuesday, May 07, 2024 at 10:12 AM⏎From: "Ben Ray" <ben@mail.example>⏎To: desk@shop.example⏎Subject: Bowl
T-Online | de | . | -----Original-Nachricht-----⏎Betreff: Schale⏎Datum: 2024-05-07T10:12:33+0200⏎Von: "Ben Ray" <ben@mail.example>⏎An: desk@shop.example
AOL | en | . | -----Original Message-----⏎From: Ben Ray <ben@mail.example>⏎To: desk@shop.example⏎Sent: Tue, May 7, 2024 10:12 am⏎Subject: Bowl
AOL | de | . | -----Ursprüngliche Mitteilung-----⏎Von: Ben Ray <ben@mail.example>⏎An: desk@shop.example⏎Verschickt: Di, 7. Mai 2024 10:12⏎Betreff: Schale
eM Client | en | . | ------ Original Message ------⏎From "Ben Ray" <ben@mail.example>⏎To desk@shop.example⏎Date 07/05/2024 10:12:33⏎Subject Bowl
eM Client, older | en | . | ------ Original Message ------⏎From: "Ben Ray" <ben@mail.example>⏎To: desk@shop.example⏎Sent: 07/05/2024 10:12:33⏎Subject: Bowl
Orange, La Poste | fr | > | > Message du 07/05/24 10:12⏎> De : "Ben Ray" <ben@mail.example>⏎> A : desk@shop.example⏎> Copie à : ⏎> Objet : Bol⏎> 
Tiscali | it | . | ----Messaggio originale----⏎Da: ben@mail.example⏎Data: 07/05/2024 10.12⏎A: <desk@shop.example>⏎Ogg: Ciotola
Seznam | cs | . | ---------- Původní e-mail ----------⏎Od: Ben Ray <ben@mail.example>⏎Komu: desk@shop.example⏎Datum: 7. 5. 2024 10:12:33⏎Předmět: Miska
Abv | bg | . | -------- Оригинално писмо --------⏎От: Ben Ray ben@mail.example⏎Относно: Купа⏎До: desk@shop.example⏎Изпратено на: 07.05.2024 10:12
UOL | pt | . | De: "Ben Ray" <ben@mail.example>⏎Enviada: 2024/05/07 10:12:33⏎Para: desk@shop.example⏎Assunto: Tigela
QQ | zh | . | ------------------ 原始邮件 ------------------⏎发件人: "Ben Ray" <ben@mail.example>;⏎发送时间: 2024年5月7日(星期二) 上午10:12⏎收件人: "desk"<desk@shop.example>;⏎主题: 碗
QQ | en | . | ------------------ Original ------------------⏎From: "Ben Ray" <ben@mail.example>;⏎Date: Tue, May 7, 2024 10:12 AM⏎To: "desk"<desk@shop.example>;⏎Subject: Bowl
NetEase 163, mobile | zh | . | ---- 回复的原邮件 ----⏎发件人 | Ben Ray<ben@mail.example> |⏎日期 | 2024年05月07日 10:12 |⏎收件人 | desk@shop.example |⏎主题 | 碗 |
Naver | ko | . | -----Original Message-----⏎From: "Ben Ray"<ben@mail.example>⏎To: "desk"<desk@shop.example>; ⏎Cc: ⏎Sent: 2024-05-07 (화) 10:12:33 (GMT+09:00)⏎Subject: 그릇
Daum | ko | . | --------- 원본 메일 ---------⏎보낸사람: Ben Ray <ben@mail.example>⏎받는사람: desk@shop.example⏎날짜: 2024년 5월 7일 화요일, 10시 12분 33초 +0900⏎제목: 그릇
Daum, older | ko | . | ---------[ 받은 메일 내용 ]----------⏎제목 : 그릇⏎날짜 : 2024년 5월 7일 10:12⏎보낸이 : Ben Ray <ben@mail.example>⏎받는이 : desk@shop.example
LINE WORKS | ja | . | -----Original Message-----⏎From: "Ben Ray"<ben@mail.example>⏎To: <desk@shop.example>⏎Cc: ⏎Sent: 2024-05-07 (火) 10:12:33 (UTC+09:00)⏎Subject: 鉢
Notes, block | en | . | From:	Ben Ray <ben@mail.example>⏎To:	desk@shop.example⏎Date:	07/05/2024 10:12⏎Subject:	Bowl
Notes, values below | en | . | From:⏎Ben Ray <ben@mail.example>⏎To:⏎desk@shop.example⏎Date:⏎07/05/2024 10:12⏎Subject:⏎Bowl
Notes on the web | en | . | -----"Ben Ray" <ben@mail.example> wrote: -----⏎⏎ To: desk@shop.example⏎ From: "Ben Ray" <ben@mail.example>⏎ Date: 05/07/2024 10:12AM⏎ Subject: Bowl
Polymail | en | > | On Tue, May 7, 2024 at 10:12 AM⏎⏎Ben Ray <ben@mail.example> wrote:
Zendesk | en | . | ##- Please type your reply above this line -##
Zendesk | de | . | ##- Bitte geben Sie Ihre Antwort oberhalb dieser Zeile ein. -##
Help Scout | en | . | --- Reply above this line ---
Jira | fr | . | Répondez au-dessus de cette ligne.
a client without an attribution | - | > | > 
Gmail | en | F | ---------- Forwarded message ---------⏎From: Ben Ray <ben@mail.example>⏎Date: Tue, 7 May 2024 at 10:12⏎Subject: Bowl⏎To: <desk@shop.example>
Gmail | de | F | ---------- Weitergeleitete Nachricht ---------⏎Von: Ben Ray <ben@mail.example>⏎Date: Di., 7. Mai 2024 um 10:12 Uhr⏎Subject: Schale⏎To: <desk@shop.example>
Gmail | ja | F | ---------- 転送メッセージ ---------⏎From: Ben Ray <ben@mail.example>⏎Date: 2024年5月7日(火) 10:12⏎Subject: 鉢⏎To: <desk@shop.example>
Apple Mail | en | F | Begin forwarded message:⏎⏎From: Ben Ray <ben@mail.example>⏎Subject: Bowl⏎Date: 7 May 2024 at 10:12:33 CEST⏎To: desk@shop.example
Apple Mail | de | F | Anfang der weitergeleiteten Nachricht:⏎⏎Von: Ben Ray <ben@mail.example>⏎Betreff: Schale⏎Datum: 7. Mai 2024 um 10:12:33 MESZ⏎An: desk@shop.example
Apple Mail | tr | F | İleti başlangıcı:⏎⏎Kimden: Ben Ray <ben@mail.example>⏎Konu: Kase⏎Tarih: 7 Mayıs 2024 10:12:33 GMT+3⏎Kime: desk@shop.example
Apple Mail | zh | F | 开始转发的邮件：⏎⏎发件人: Ben Ray <ben@mail.example>⏎主题: 碗⏎日期: 2024年5月7日 GMT+8 10:12:33⏎收件人: desk@shop.example
Thunderbird | fr | F | -------- Message transféré --------⏎Sujet : 	Bol⏎Date : 	Tue, 7 May 2024 10:12:33 +0200⏎De : 	Ben Ray <ben@mail.example>⏎Pour : 	desk@shop.example
Proton | en | F | ------- Forwarded Message -------⏎From: Ben Ray <ben@mail.example>⏎Date: On Tuesday, May 7th, 2024 at 10:12 AM⏎Subject: Bowl⏎To: desk@shop.example <desk@shop.example>
Zoho | en | F | ============ Forwarded message ============⏎From: Ben Ray <ben@mail.example>⏎To: <desk@shop.example>⏎Date: Tue, 07 May 2024 10:12:33 +0200⏎Subject: Bowl
mutt | en | F | ----- Forwarded message from Ben Ray <ben@mail.example> -----⏎⏎Date: Tue, 7 May 2024 10:12:33 +0200⏎From: Ben Ray <ben@mail.example>⏎To: desk@shop.example⏎Subject: Bowl
Notes | en | F | ----- Forwarded by Desk/Example on 07/05/2024 10:13 -----⏎⏎From: Ben Ray <ben@mail.example>⏎To: desk@shop.example⏎Date: 07/05/2024 10:12⏎Subject: Bowl
Yandex | ru | F | -------- Пересылаемое сообщение --------⏎07.05.2024, 10:12, "Ben Ray" <ben@mail.example>:
Mail.ru | ru | F | -------- Пересылаемое сообщение --------⏎От: Ben Ray <ben@mail.example>⏎Кому: desk@shop.example⏎Дата: Вторник, 7 мая 2024, 10:12 +03:00⏎Тема: Чаша
`

/** One way in which one client, in one language, introduces what it quotes or forwards. */
export interface Habit {
  client: string
  introduction: string
  style: 'marked' | 'bare' | 'forward'
}

export const habits: readonly Habit[] = rows
  .trim()
  .split('\n')
  .map((row) => {
    const [client, language, style, ...introduction] = row.split(' | ')
    return {
      client: `${client} (${language})`,
      introduction: introduction.join(' | ').replaceAll('⏎', '\n'),
      style: style === '>' ? 'marked' : style === 'F' ? 'forward' : 'bare',
    }
  })

/** What people write, in which nothing is to be cut: several languages, and lines that look like a client's. */
export const answers: readonly string[] = [
  'It ships on Monday.\n\nBest regards\nMaya',
  'Yes.',
  'Hallo Herr Ray,\n\ndie Schale geht am Montag raus. Von mir aus gern auch früher.\n\nViele Grüße\nMaya Lind',
  'Bonjour,\n\nle colis part lundi.\nDe rien !\n\nCordialement',
  'Hola:\n\nSale el lunes. De momento no hay más.\n\nUn saludo',
  'Ciao,\nparte lunedì.\n\nA presto',
  '月曜日に発送します。\n\nよろしくお願いします。',
  '周一发货。\n谢谢',
  'Отправим в понедельник.\n\nС уважением,\nМайя',
  'יוצא ביום שני.\n\nתודה',
  'يتم الشحن يوم الاثنين.\n\nشكرا',
  'Here are the answers:\n\n1. Monday, at 10:30.\n2. It costs 12.50 EUR: 10.00 for the bowl, 2.50 for shipping.\n3. To Berlin.',
  'My address is:\n\nAnna Bell\n12 Long Road\nLondon\n\nTel: 020 7946 0000',
  'On Monday I wrote to you about the bowl. On 3 May 2024 somebody called.\nAny news?',
  'Subject: the bowl\n\nIt arrived broken.',
  'Please see https://shop.example/orders/7?from=mail\n\nand tell me whether a > b.',
  '- blue\n- green\n- -5 degrees\n\nWhich one?',
  'I sent it from my office, not from home. Sent from my heart, as they say, with love.',
  'On Monday, May 6, at 10:30 your colleague wrote:\n\n"We will look into it."\n\nStill nothing.',
  'Am 3. Mai 2024 um 10:00 Uhr schrieb ich Ihnen:\n\nDie Schale ist kaputt.\n\nKeine Antwort!',
  'Il 7 maggio alle 10:12 il vostro collega ha scritto:\n\nSpediamo.\n\nMa niente.',
  'Questions\n______________\n\nWhen will it come? I have waited for three weeks now.\n\nPlease tell me.',
  'Forwarded message:\nmy wife says hello.',
  'I cannot reply above this line, my mail program deletes it.\n\nPlease call me.',
  'I would like to order:\n\n- Blue Bowl',
  'Log\n\n2024-05-07\n==========\n\n* ordered\n* paid, https://shop.example/7',
  'Which app do I need?\n\nI use Outlook for Android on this phone and it says that it cannot read it.',
  'Telefonum geri gönderildi',
  'Is this confidential? I would like to delete my account and everything you received.',
]

/** What stands under a mail and is no part of the answer. */
export const signatures: readonly string[] = [
  '-- \nMaya Lind\nExample Shop\n+44 20 7946 0000',
  '--\nMaya',
  '—\nMaya Lind',
  '__\npotters mailing list\nhttps://list.example/potters',
  'Sent from my iPhone',
  'Sent from my iPad',
  'Sent from my Samsung Galaxy smartphone.',
  'Sent from my Galaxy',
  'Sent from my BlackBerry® wireless device',
  'Sent from Yahoo Mail for iPhone',
  'Sent from Yahoo Mail on Android',
  'Sent from Outlook for iOS',
  'Get Outlook for iOS<https://aka.ms/o0ukef>',
  'Get Outlook for Android',
  'Sent from Mail for Windows 10',
  'Sent with Proton Mail secure email.',
  'Sent with [Proton Mail](https://proton.me/) secure email.',
  'Sent from Proton Mail for iOS',
  'Sent via Superhuman ( https://sprh.mn/?vip=maya@shop.example )',
  'Sent from my Android device with K-9 Mail. Please excuse my brevity.',
  'Sent from my Windows Phone',
  'Von meinem iPhone gesendet',
  'Gesendet von meinem Samsung Galaxy',
  'Von meinem/meiner Galaxy gesendet',
  'Gesendet von Mail für Windows',
  'Gesendet mit der GMX Mail App',
  'Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.',
  'Envoyé de mon iPhone',
  'Envoyé depuis mon appareil Galaxy',
  'Envoyé à partir de Outlook pour Android',
  'Télécharger Outlook pour iOS',
  'Enviado desde mi iPhone',
  'Enviado desde mi Galaxy',
  'Obtener Outlook para Android',
  'Enviado do meu iPhone',
  'Enviado do Yahoo Mail para iPhone',
  'Obter o Outlook para iOS',
  'Inviato da iPhone',
  'Inviato dal mio Galaxy',
  'Verzonden vanaf mijn iPhone',
  'Verstuurd vanaf mijn iPhone',
  'Outlook voor Android downloaden',
  'Skickat från min iPhone',
  'Sendt fra min iPhone',
  'Lähetetty iPhonesta',
  'Wysłane z iPhone’a',
  'Wysłano z urządzenia Galaxy',
  'Odesláno z iPhonu',
  'Odoslané z môjho iPhonu',
  'iPhone-omról küldve',
  'Trimis de pe iPhone-ul meu',
  'Отправлено с iPhone',
  'Отправлено из мобильной Почты Mail.ru',
  'Надіслано з iPhone',
  'Изпратено от моя iPhone',
  'Στάλθηκε από το iPhone μου',
  'iPhone’umdan gönderildi',
  'Poslano s mog iPhonea',
  'iPhoneから送信',
  'Yahoo!メールアプリから送信',
  '나의 iPhone에서 보냄',
  '发自我的iPhone',
  '從我的 iPhone 傳送',
  'נשלח מה-iPhone שלי',
  'أُرسلت من الـ iPhone',
  'Gửi từ iPhone của tôi',
  '---\nMaya Lind | Potter | Example Shop, Long Road 12 in London | +44 20 7946 0000',
  '_____________________\nMaya Lind\nExample Shop\n+44 20 7946 0000',
  'Sent from Nine',
  'Sent from HEY',
  'Sent from Workspace ONE Boxer',
  'Sent from the all new AOL app for iOS',
  'Sent via the Samsung Galaxy S20 5G, an AT&T 5G smartphone',
  'Sent using https://www.zoho.com/mail/',
  'Sent via [Shortwave](https://www.shortwave.com)',
  'Androidos Outlookból<https://aka.ms/AAb9ysg> küldve',
  "iOS için Outlook'u edinin<https://aka.ms/o0ukef>",
  'Pobierz aplikację Outlook dla systemu Android',
  'Az Android Outlook beszerzése',
  'Von Yahoo Mail auf Android gesendet',
  'Von unterwegs gesendet',
  'Diese Nachricht wurde von meinem Android Mobiltelefon mit GMX Mail gesendet.',
  'Lähetetty Outlookista iOS:lle',
  'שלח מה-iPhone שלי',
  '发送自 Windows 版邮件',
  'Dikirim dari iPhone saya',
  'ส่งจาก iPhone ของฉัน',
  'Enviat des del meu iPhone',
  'This e-mail and any attachments are confidential and intended solely for the addressee. If you have received it in error, please notify the sender and delete it.',
  'Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Empfänger sind oder diese E-Mail irrtümlich erhalten haben, informieren Sie bitte den Absender und löschen Sie sie.',
  'Ce message et ses pièces jointes sont confidentiels et destinés à leur seul destinataire. Si vous l’avez reçu par erreur, merci de le détruire et d’en avertir l’expéditeur.',
  'Virus-free. www.avast.com',
  '<https://www.avast.com/sig-email?utm_medium=email>\nVirus-free.www.avast.com\n<https://www.avast.com/sig-email>\n<#DAB4FAD8-2DD7-40BB>',
  '_______________________________________________\npotters mailing list\npotters@list.example\nhttps://list.example/listinfo/potters',
]
