/** What mail clients write between a reply and what it answers, by language. Data of `reply-text.ts`. */

/** Parts of a quoted header block (Outlook, Thunderbird, Gmail's forwards). */
export type HeaderPart = 'from' | 'date' | 'to' | 'subject' | 'cc'

const headerWords: Record<HeaderPart, string> = {
  from: 'from|von|de|da|van|fra|från|frå|lähettäjä|od|от|від|gönderen|kimden|feladó|de la|expéditeur|remitente|remetente|mittente|absender|afzender|afsender|avsändare|nadawca|odesílatel|odosielateľ|寄件者|寄件人|发件人|發件人|差出人|送信者|보낸 사람|보낸사람|מאת|من|từ|dari|จาก|από|saatja|pošiljatelj|šalje|no|nuo|desde',
  date: 'sent|date|message du|gesendet|datum|envoyé|envoyé le|enviado|enviado el|enviada em|enviado em|fecha|data|inviato|verzonden|sendt|dato|skickat|lähetetty|päivämäärä|päiväys|wysłano|odesláno|odoslané|dátum|отправлено|дата|надіслано|відправлено|elküldve|küldve|trimis|dată|data trimiterii|gönderildi|tarih|日期|傳送時間|发送时间|發送時間|送信日時|日付|보낸 날짜|날짜|נשלח|תאריך|تاريخ|التاريخ|تم الإرسال|ngày|đã gửi|tanggal|terkirim|ημερομηνία|εστάλη|στάλθηκε|poslano|изпратено|saatmisaeg|kuupäev|enviat',
  to: 'to|an|à|para|a|aan|til|till|vastaanottaja|do|komu|pro|кому|címzett|către|kime|alıcı|收件人|收件者|宛先|받는 사람|받는사람|אל|إلى|đến|kepada|προς|za|до|destinataire|destinatario|destinatário',
  subject:
    'subject|betreff|objet|asunto|assunto|oggetto|onderwerp|emne|ämne|aihe|temat|předmět|predmet|тема|tárgy|subiect|konu|主题|主題|主旨|件名|제목|נושא|الموضوع|chủ đề|tiêu đề|perihal|subjek|θέμα|zadeva|naslov|teema|относно|sujet',
  cc: 'cc|kopie|copie|kopia|kopi|dw|kopio|másolat|копия|копія|副本|抄送|참조|bilgi|copia|cópia|κοιν|kópia',
}

/** Header word, lower-case → its part. */
export const headerParts: ReadonlyMap<string, HeaderPart> = new Map(
  (Object.entries(headerWords) as [HeaderPart, string][]).flatMap(([part, words]) =>
    words.split('|').map((word): [string, HeaderPart] => [word, part]),
  ),
)

/** Outlook and Android: the words between dashes above a quoted mail. */
export const originalMessage =
  "original message|reply message|original appointment|ursprüngliche nachricht|originalnachricht|original-nachricht|antwort nachricht|message d[’']origine|message original|mensaje original|mensagem original|messaggio originale|oorspronkelijk bericht|oprindelig meddelelse|oprindelig besked|ursprungligt meddelande|originalmeddelande|opprinnelig melding|original melding|alkuperäinen viesti|wiadomość oryginalna|oryginalna wiadomość|původní zpráva|pôvodná správa|исходное сообщение|оригинальное сообщение|вихідне повідомлення|eredeti üzenet|mesajul original|mesaj original|özgün ileti|orijinal mesaj|orijinal ileti|原始邮件|原始郵件|原始信息|元のメッセージ|원본 메시지|원본 메일|הודעה מקורית|الرسالة الأصلية|thư gốc|pesan asli|αρχικό μήνυμα|izvirno sporočilo|izvorna poruka|missatge original"

/** Gmail, Thunderbird, Yahoo and HubSpot: the words between dashes above a forwarded mail. */
export const forwardedMessage =
  'forwarded message|weitergeleitete nachricht|message transféré|message transmis|mensaje reenviado|mensagem encaminhada|mensagem reencaminhada|messaggio inoltrato|doorgestuurd bericht|videresendt meddelelse|videresendt besked|videresendt melding|vidarebefordrat meddelande|vidarebefordrat mejl|välitetty viesti|edelleenlähetetty viesti|przekazana wiadomość|wiadomość przekazana dalej|treść przekazanej wiadomości|přeposlaná zpráva|preposlaná správa|přeposlaný e-mail|пересылаемое сообщение|перенаправленное сообщение|пересланное сообщение|переслане повідомлення|továbbított üzenet|továbbított levél|mesaj redirecționat|mesaj redirectionat|mesajul redirecționat|mesajul redirecţionat|iletilmiş mesaj|yönlendirilmiş ileti|yönlendirilen mesaj|iletilen mesaj|转发的邮件|已转发邮件|轉寄的郵件|轉寄郵件|転送メッセージ|転送されたメッセージ|전달된 메시지|전달된 메일|הודעה שהועברה|رسالة مُعاد توجيهها|thư được chuyển tiếp|thư đã chuyển tiếp|pesan terusan|προωθημένο μήνυμα|posredovano sporočilo|proslijeđena poruka|prosljeđena poruka|edasi saadetud kiri|missatge reenviat|framsent skilaboð'

/** Apple Mail: a line of its own above a forwarded mail. */
export const beginForwarded =
  'begin forwarded message|forwarded message|anfang der weitergeleiteten nachricht|anfang der weitergeleiteten e-mail|début du message réexpédié|début du message transféré|inicio del mensaje reenviado|início da mensagem encaminhada|início da mensagem reencaminhada|inizio messaggio inoltrato|begin doorgestuurd bericht|start på videresendt besked|starten på videresendt e-mail|videresendt besked|vidarebefordrat brev|vidarebefordrat mejl|videresendt melding|välitetty viesti alkaa|välitetty viesti|początek przekazywanej wiadomości|začátek přeposílané zprávy|začiatok preposlanej správy|начало переадресованного сообщения|початок листа, що пересилається|початок переадресованого повідомлення|a továbbított levél kezdete|începe mesajul redirecționat|început mesaj redirecționat|iletilen ileti başlangıcı|başlangıç ileti|ilete başlangıcı|iletinin başlangıcı|開始轉寄郵件|开始转发的邮件|以下是转发的邮件|轉寄的郵件|転送されたメッセージ|전달된 메시지 시작|תחילת הודעה שהועברה|بدء الرسالة المُعاد توجيهها|bắt đầu thư chuyển tiếp|αρχή προωθημένου μηνύματος|započni proslijeđenu poruku'

/** Words that end an attribution line before its colon: "On …, Anna wrote:". */
export const wroteLast =
  'wrote|writes|sent|a écrit|a ecrit|schrieb|geschrieben|escribió|escribio|escreveu|ha scritto|schreef|geschreven|napisał|napisała|napisał\\(a\\)|napisał/-a|pisze|skrev|har skrevet|kirjoitti|написал|написала|написал\\(а\\)|пишет|написав|написала|пише|написа|napsal|napsala|napsal\\(a\\)|napísal|napísala|napísal\\(a\\)|ezt írta|a következőt írta|írta|a scris|yazdı|şunu yazdı|şunları yazdı|έγραψε|je napisao|je napisala|napisao je|je napisal|napisao/la|kirjutas|rakstīja|rašė|va escriure|đã viết|menulis|เขียน|написао је|写道|寫道|書きました|のメッセージ|のメール|님이 작성|작성|wrote the following|כתב|כתבה|כתב/ה|‫כתב‬|كتب'

/** Verbs that stand between the date and the name: "Am 3.4. schrieb Anna:", "Den 3. april skrev Anna:". */
export const wroteMiddle =
  'schrieb|schreef|skrev|kirjoitti|heeft|ezt írta|napisał|napisała|napsal|napísal|написал|написала|écrit|escribió|escreveu|scritto|wrote|írta'

/** Words with which attribution lines begin. */
export const attributionStarts =
  'on|le|am|el|em|no dia|a|il|il giorno|op|w dniu|dnia|den|på|pe|în|dne|dňa|στις|на|u|dana|vào|pada|em|w|at|d|sent from|az|u pon|hi|i|ngày|en|la|fra|from|von|om|em|dia|tarihinde|ב|في|가|于|在|der|dem|kl|date|v|від|от|ср|пн|вт|чт|пт|сб|вс'

/** "Sent from my iPhone" and the advertisement lines of apps. `*` stands for a device or product name. */
export const sentFrom =
  "sent from my|sent from|sent with|sent via|sent using|get outlook for|get the outlook app|von meinem|gesendet von|gesendet mit|von unterwegs gesendet|hol dir outlook|outlook für|envoyé de mon|envoyé depuis|envoyé à partir de|télécharger outlook|obtenir outlook|obtenez outlook|enviado desde|enviado de mi|enviado do meu|enviado de|enviado do|enviado a partir|obtener outlook|obter o outlook|inviato da|inviato dal mio|ottieni outlook|scarica outlook|verzonden vanaf|verstuurd vanaf|verzonden met|outlook voor|sendt fra|hent outlook|skickat från|skickades från|skaffa outlook|hämta outlook|lähetetty|hanki outlook|wysłano z|wysłane z|pobierz outlook|odesláno z|odesláno z mého|odoslané z|отправлено с|отправлено из|отправлено с моего|надіслано з|elküldve|iphone-omról küldve|iphone-ról küldve|trimis de pe|trimis din|iphone’umdan gönderildi|iphone'umdan gönderildi|从我的|发自我的|發自我的|從我的|iphoneから送信|나의 iphone에서 보냄|εστάλη από|στάλθηκε από|נשלח מה|gửi từ|dikirim dari|poslano s|poslano z"
