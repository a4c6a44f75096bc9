/**
 * What tells one case from another: within a line, words of different entries exclude each other. An entry that begins
 * with `!` is special: what is said of it says nothing of the ordinary case. Patterns match whole words with their
 * endings; with `~` before them, any part of one (German compounds).
 */
const table = `
standard,~standard,regular,normal,economy | !express,~express,priority,expedited,~eil,overnight,courier,rush
domestic,national,~inland,innerhalb deutschlands | !international,abroad,overseas,~ausland,worldwide,weltweit,outside,europe,europa,switzerland,schweiz,austria,österreich
adult,~erwachsen,grown | !child,kid,toddler,infant,~kinder,~baby,babies,youth,jugend | !senior,pensioner,rentner | !student,schüler,studierend
small,klein,mini,compact | medium,mittel | large,big,groß,xxl,xl,jumbo
single,~einzel | double,~doppel,twin | triple,~dreibett | suite | !family,~familie
weekday,~werktags,wochentags,monday,tuesday,wednesday,thursday,friday,montag,dienstag,mittwoch,donnerstag,freitag | !weekend,~wochenend,saturday,sunday,samstag,sonntag,sonnabend | !holiday,~feiertag
summer,~sommer | winter | spring,frühling,frühjahr | autumn,fall,herbst
!peak,~hochsaison,~hauptsaison,high season | !off-peak,~nebensaison,low season
!member,~mitglied,subscriber,abonnent,mitglieder | !nichtmitglied,non-member
!new customer,first-time,~neukund,newcomer | !existing,returning customer,~bestandskund,~stammkund
online,website,web,app,internet | in store,in-store,counter,laden,filiale,vor ort,geschäft,desk
monthly,~monatlich,month-to-month,per month,a month | !yearly,annual,annually,~jährlich,~jahresabo,per year,a year | !weekly,~wöchentlich | !daily,~täglich,~tagesk | !quarterly
ladies,women,woman,lady,~damen,~frauen,female | men,gents,gentlemen,~herren,~männer,male
car,auto,pkw | motorbike,motorcycle,~motorrad | truck,lorry,lkw | van,transporter,motorhome,wohnmobil,caravan | !bike,bicycle,~fahrrad,e-bike
!used,gebraucht,second-hand,secondhand,refurbished | brand-new,neuware
!sale,discounted,clearance,reduced,reduziert,~sonderangebot,outlet | !custom,personalised,personalized,made-to-order,maßgefertigt,personalisiert,~sonderanfertigung
breakfast,~frühstück | lunch,~mittag | dinner,supper,~abendessen
dog,hund,puppy,puppies | cat,katze,kitten | rabbit,kaninchen
!group,~gruppe | !corporate,~firmenkund,business customer,b2b,~geschäftskund,trade | !private,~privatkund
cash,bargeld,~barzahl | card,~kreditkart,kartenzahl,visa | invoice,~rechnung | paypal | transfer,~überweis
pickup,pick-up,collection,~abholung | ~deliver,~versand,~liefer,shipping,ship
check-in,~anreise,arrival | check-out,checkout,~abreise,departure
deposit,~anzahlung,~kaution | balance,remainder,~restzahlung
morning,~vormittag | afternoon,~nachmittag | evening,abends
first,erste,initial | second,zweite,follow-up | third,dritte | last,letzte
email,e-mail,mail | phone,telephone,~telefon,call
opened,geöffnet,worn,getragen | !unopened,ungeöffnet,sealed
basic,starter | !premium,gold,deluxe,~luxus,platinum
lost,verloren | damaged,~beschädigt,broken,kaputt,defect,~defekt,faulty
spare,~ersatz | ~zubehör,accessor
pool,~schwimmbad | sauna,spa | gym,fitness | kitchen,küche
front,vorne,vorder | rear,back wheel,hinten,hinter
indoor,drinnen | outdoor,outside,draußen,terrace,terrasse,garden,garten
half,~halbtag,half-day | full-day,~ganztag,full day
one-way,einfache fahrt | return trip,round trip,hin- und rück
`

interface Entry {
  isSpecial: boolean
  shape: RegExp
}

const groups: Entry[][] = table
  .trim()
  .split('\n')
  .map((line) =>
    line.split(' | ').map((entry) => {
      const isSpecial = entry.startsWith('!')
      const parts = entry
        .replace(/^!/u, '')
        .split(',')
        .map((part) => (part.startsWith('~') ? part.slice(1) : `(?<![\\p{L}-])${part}(?:es|e[nmr]?|s|n)?(?!\\p{L})`))
      return { isSpecial, shape: new RegExp(parts.join('|'), 'u') }
    }),
  )

/** Per group, a bit for every case that a text names. */
export function casesIn(text: string): number[] {
  return groups.map((entries) => entries.reduce((set, { shape }, i) => (shape.test(text) ? set | (1 << i) : set), 0))
}

/** Whether two texts speak of cases that exclude each other, or one of a special case and the other of none. */
export function areOtherCases(a: readonly number[], b: readonly number[]): boolean {
  return groups.some((entries, g) => {
    const [mine, theirs] = [a[g]!, b[g]!]
    if (mine === theirs) return false
    if (mine !== 0 && theirs !== 0) return (mine & theirs) === 0
    const named = mine | theirs
    return entries.every(({ isSpecial }, i) => isSpecial || (named & (1 << i)) === 0)
  })
}
