/**
 * Words that say nothing of anybody: those of our own sentences, and those that accounting systems use of vouchers,
 * accounts and permissions, in English, bokmål and nynorsk.
 */
export const harmlessWords: ReadonlySet<string> = new Set(
  `
able abonnement about above absent accept accepted accepting accepts access accessing account accountcode
accounting accountno accountnumber accounts accountschedule across act action activate active actual actually
adapter add added addedglimportitem addedglimportitems addglimportitems additional address addresses admin
administrasjonssenteret administration administrator adressa adresse adressen advance after again against agree
agreed ahead air aktivere alike all allerede allocate allow allowed allowposting allows alone along already also
alt alter alternatives although always amend amended among amongst amount amountlcy amounts an and andre anew
angi anna annet annual annulled another ansatt ansatte answer answered answererror answernumber answers
answerslater any anyone anything apart api apitoken app appear appears application applications applied apply
applying appoint appregistreringa appregistreringen approval approve approved approvedat archived are arguments arrange
array arrive arrived arrives arriving article as aside ask asked asking asks assign assigned at att attach
attached attachment attachments attempt attempts audience authentication author authorization authorize
automatic automatically av available avdeling avdelingen avgift avvist await awaiting aware away azure back bad
bal balance balances balancingaccountid balanse balansekonti balansekontoar bank bankkonto bare basic batch
batchname bb be bear bearer bears became because become becomes been before begin begins begrensningen begun
behave being believe belong belongs below beløp beløpet beneath berre beside between beyond big bilag bilaget
bilagsbro bilagsdato bilagsnr bilagsnummeret bilagstype binary bind blame blank ble bli blir block blocked
blocking bodies body bokføre bokfører bokføres bokføringsdato bokføringsdatoer bokføringsperiode bokført bom
book booked books boolean born both bound bounds break breaks bring brings broke brought bruke bruker brukeren
brukes buffer build built bulk burst bus business busy but button by calculate calculated call called calling
calls came can cancel cancelled cancels cannot capital card care careful carries carry case cases catch
categories category caught cause caused cell center central centre centres certain certainly certcreds
certificate chain chance change changed changes changing char character characters charset check checked
checking checks child choice choices choose chosen circle claim claimed claims class clean clear cleared clearly
clears client clientid clientsecret clock closed closing cloud code codes codeunit coding column columns com
combination combinations come comes coming comment commit common companies company compare compared comparing
comparison compatible complain complete completed computed concern concerned conclude concurrency condition
conditions conduct config configuration confirm confirmed conflict connect connected connecting connection
connector consented consider consist constant contact contain contained containing contains content context
continue continued continues control convert converted converts cope copied copies copy correct corrected
correction corrections correctly correlation cost costcentre costcentres costs could count counted counting
country counts course cover covered covers create created creates creating credential credentials credit credits
currency current currently cursor customer customers cut cutoff cuts damaged data database dataservices date
dated dates dato datoen day days dd de dead deadlock deal debet debit debitor debits decide decided decides
decimal decimals declare declared declined decrease deduct deep default define defined definition dei delay
delayed delays delete deleted deletes deliver delivered delivering delivers delivery demand demands den denied
denne department departments depend depends der dersom described describes description descriptions deserve
desimalar desimaler desired destination det detail details detected develop device dialog did diett differanse
different differently differs difficult digest digit digits dimension dimensions dimensjon dimensjonar
dimensjoner dimensjonskode dimensjonssettlinjen dimensjonssettlinjer dimensjonsverdi dimensjonsverdikode direct
direction directory disable disabled disagree disagrees discard discarded disconnect discount discovery display
distinct divide divided dkk do doc docs doctype document documentnumber does doesn doing domain domenet done
doubt doubted doubts down download draft drafts drawn drop dropped drops du due duedate duly duplicate duplicated
during dynamics dømes each earlier earliest ease easily easy edge edges editable edm effect effective effort ei
ein eininga eit either eitt eksempel eksisterende elapse elapsed element elements eleven eller ellers elles else
elsewhere emit employ employee employees employment emptied empty en enable enabled encoding encountered end
ended endpoint endpoints endra endret ends enforce engine enheten enn enough enquiry ensure ensures enter
entered entirely entities entity entra entries entry environment environments equal equals er error errorlevel
errors especially essential estimate et ett etter eur evaluate evaluated evaluation even event events eventually
eventuelt every everything evidence exact exactly example exceed exceeded exceeds except exception exceptions
exchange excluded exclusive execute executed exhausted exist existing exists expect expected expecting expects
expense expenses expired expires expiry explain explains explicit export exported expose express expressions ext
extend extended extends external externaldocumentnumber extidentifier extordernumber extra extreme facing fact
factor facts fail failed failing fails failure failures faktura fakturaen fakturanummer fall falls false far
fast fatal faults fee feed feil feila feilen feilet feilmelding feltet fetch fetched few fewer fewest field
fields figure figures file filed filing filled fills filter final finally finanskladdelinje finanskladdenavn
finanskonto find finding finds fingerprint finish finished finn finner finnes finst first fit fits five fix
fixed fixes flag flagged fleire flere flight flow follow followed following follows for foran forbid forbidden
forbids force fordi forever forfallsdato forget forgets forgotten form forma format forms forskudd forsøk
forward forwarded forårsaket found four fra fraction fradrag framfor freely frequent fresh from front frå full
fully function functions funne funnet further færre gangen gap gaps gateway gather gave ge gen general generate
generated genjournal get gets getting gir give given gjeldende gjer gjev gjnl gjør gl glimportitem
glimportitemerrors glimportitems global godkjend godkjenning godkjent goes going gone gong gongen good got grant
grants graphql greater group grouped groups grows gu guarantee guess guid gyldig går ha half halt hand handle
handled handles handling handlingen happen happens har hardly has haserrors have having head header headers
heading health hear heard heavy heiltal held help helps heltall hemmeligheten hemmelighetene hemmeligheter hence
hente here hermetegn hermeteikn hidden hide high higher hit hodefelt hodefeltet hold holding holds holiday
honorar hook hope host hour hours hovudfelt hovudfeltet how however html http https huge hugsa hundred huskes
hver hvis hvor hvordan hvorfor høgst hører høy høyrer høyst id idempotency idempotent identification identifier
idle ids if igjen ignore ignored ignores ikke ikkje immediate immediately implies import important imposed
impossible improper in inactive inbound include included includes including incompatible incomplete incorrectly
increase indeed independent index indirect individual information ingenting initial innberetning inneholder
innenfor inner innført inngående input inputs inquiry insert inside inspect installed instance instances instant
instead insufficient int intended intent intention interface internal internet interval into introduced invalid
invoiceamount invoicedate invoicenumber involved inward is issue issued issuer issues it item items its itself
job joblevel join joined joins journal journalentries journalline journals json jsonata judge jump just jwt kall
kan katalog keep keeping keeps kept key keys kind kinds kjenner kladde kladdelinje kladdemalnavn kladden
kladdenavn klient klienten klienthemmelighet klienthemmeligheten klientløyndom klientløyndommen knew know
knowing known knows kode koder kontering konteringen konto kontoen kontonummer kontroller kor korleis
kostnadslinjene kostnadssted kostnadsstedet koststed kreditor kreditt krev krever kroner kunde kunden
kundenummer kurs kvar kvifor label lacking lacks lagar lager lagra lagres lane lanes lang language lapse large
largest last lasting lasts late later latest lav layer layout lcy le lead leading leads leap learn learned least
leave leaves leaving ledger ledgers left legal leietaker leigetakar lend lenge lengre length lengthy les lesast
leser leses less lets letter letters level levels leverandør leverandøren leverandørfaktura leverandørnr
leverandørnummer lie lies light lik like likely likevel limit limited limits line linenumber lines linja linje
linjen linjene linjenr linjesum link linked links list liste listed listen listing lists literal load loaded
loads location lock locked locks log logged login logout logs long longer longest look looked looks lookup
lookupabsent lookupurl loop lose loses losing loss lost lot lots lov lovar lover low lower lowercase lowest
lukka lukket låst løyndomane løyndomar løyndomen løyndommen machine made mail main mainly maintain maintained
maintenance major make makes making mal malen malformed manage managed manager mandatory mange manglar mangler
manner manual manually manuelle manuelt many map mapped mapping mappings maps margin mark marked mat match
matched matches matching material matter matters maximum may mean meaning means meant meanwhile measure med
medium meet meets megabytes melding meldingen mellomrom member members memory men mention merge message met
metadata method microsoft microsoftonline middels middle midlertidig might miljøet million millisecond
milliseconds mime mind mine minimal minimum minor minus minute minutes minuttet misses missing mistake mistaken
mixed mode model modern modified modify moment month more most mottatt motteke moved moves moving much multiple
must mutation mva mvakode myself må måneder name named names namespace namn namnet narrow native nature nav navn
navnet near nearest nearly necessary need needed needing needs negative negativt nei neither nested net network
never new newer newest next nicely night nine no nobody node nodes noe noen nok noko nominal non none nor normal
normally nos not note noted notes nothing notice notified notify nought now nowhere nr null number numbers
numeric nummer numre nykel nykelen nytt nå nøkkel nøkkelen nøyaktig oauth obey object objects obtain obvious
occasion occupied occupy occur occurred occurs odd of off offer offered offering offers officer offline offset
often og også ok old older oldest om omit omitted området on once one ones only onto onward open opened openid
opening opens operand operate operates operation operations operator opinion oppgjort opposite oppretta
opprettet oppslag oppslaget option options or order ordered ordering orders ordet ordinary org organisation
organisations organise organised organization organizations origin original originally other otherwise ought our
ours out outline output outside outstanding outward ovanfor ovenfor over overdue overflow overlap overlaps
overordnede overrun overview owed owing own owner owns pack package page pages paid pair pairs paper param parameter
parameters parent parse parsed part partial parties partly parts party pass passed passes passing passord
password past patch path patient pause paused pay payable payee payees paying payloads payment payments payout
pending per percent perfect perform performed performs perhaps period periode perioden permission permissions
persist person persons phase phone physical pick picked piece pieces place plain plan planned plans please plus
point points policy poll pool poor popular port portal portion ports position positiv positive positivt possible
possibly post posted posteddate posting postingdate postings potential power practice precede precise
precondition prefer prefix prepare prepared preparing presence presented preserve press pressed presume prevent
prevented prevents preview previous previously price primary principal principle prior priority private probable
probably probe problem problems proceed process processed processes processing prod produce produced product
production profile program progress prohibit prohibited project projects promise promised promises prompt proof
properly property proposal prosjekt prosjektet protect protected prove proved proven proves provide provided
provider provides prøver public publish published pull purchase purpose push put puts putting på påkrevd
pålogginga påloggingen pårørende qualify quality quantity quarter query question queue queued quick quickly
quiet quit quite quota quoted raise raised ran random range rapid rare rarely rate rather ratio raw reach
reached reaching react read readable reader readers reading readonly reads readwrite ready real reality really
reappear reason reasons rebuilt recall receipt receipts receive received receiver receiving recent recently
recognise recognised recognises recognized recommended reconcile record recorded records recover recovered
redirect redirects reduce reduced refer reference references referred refers refresh refund refunded refusal
refuse refused refuses refusing regard region registered registration regn regnes regnskapet regnskapsår
regnskapsåret regular regularly reise reject rejected rejection rejects rekening rekn rekna rekneskapen relate
related relaterte relation relative release released relevant reliable rely remain remaining remains remark
remedy remembered remind remote removal remove removed removes removing rename renamed reopened repair repeat
repeated repeatedly repeats replace replaced replaces replied reply report reported reports represent request
requested requesting requests required requirement requires resend resent reserve reserved reset reskontro
resolve resolved resolves resource respect respond responds response responses rest restart restarted restore
restored restrict restricted restriction result results resume resumed retain retained retried retries retry
retrying return returned returning reused reveal reversal reverse reversed reverses review revised revision revisions
revoke revoked reward rid right riktige rises risk role roles rolled root rough roughly round route routed
routes routine row rows rsa rule ruled rules run running runs safe safely safety said sake salary saldo sale
saman same samlinger samme sammen sample samstundes samsvarer samtidig satisfied sats save saved saves saving
say says scale scan scanned schedule scheduled schedules scope search searching second seconds secret secrets
secure security see seeing seek seem seems seen segment seier seinare sek seldom select selected selection self
sell selskapet send sende sendes sending sends sendt senere sense sent sentence separate separated separately
separator sequence serie series serious sertifikat sertifikatet sertifikatets serve served server serves service
services serving session sessions set sets settle settled settlement settles setup seven several severe shape
share shared shares sheet shift shipped short shortcut shorten shorter shortly should show showed showing shown
shows shut side sides sier sight sign signal signature signed signing silence silent sim similar simple simpler
simply simultaneous since single six size sized sizes skal skip skipped skolen skriv skriven skrives skuldig
skyldes slash sletta slettet slight slik slot slow slower slowly small smaller smallest smooth so softly
software solve solved som somebody somehow someone something sometimes somewhere soon sorry sort sorted sound
source sources space spaces speak speaks special specially specific specification specified specify speed
spelled spelling spend spent sperra sperret split spoke spread square stable staff stage staged stages stale
stamp stamped stand standard standarden standards start starting starts stated statement states station
statistics status stay stays sted stengd stengt step steps stick still stop stopped stops storage store stored
stores straight strange stream streams strengen strict strictly string strings strong structure structured sts
stuck style stå står subject subjects subledger submit submitted subscribe subscription subscriptions subsequent
substitute succeed succeeded succeeds success successful successfully such sudden suddenly sufficient suffixed
suggest suggested suit suitable sum sums supersede superseded supplied supplier suppliers supply support
supported supports suppose sure surely surplus suspect suspend suspended suspension svar svarar svarer svaret
swap switch switched switches symbol sync synchronise synlig syntax system systemet systemets systemid ta
tabellen table tabledata tables tail take taken takes taking tal talet talk tall tallet target targets task
tasks taught tax taxcode taxrule tegn tekst telephone tell telling tells template templates temporarily
temporary ten tenant tends term terminated terms test testen tests text than thank that the their theirs them
themselves then there thereafter thereby therefore these they thing things think third thirty this those thought
thousand three threshold throttled through throughout thus tick tidy tie tied tight til tilgang tilgangen
tillatt tillatte tilsett timar time timed timely timeout timeouts timer times timestamp timestamptz timing title
tjenester tls to today together token tokens told toler tolerate tom tomorrow too took tool top topic topics
total totaling totalt touch touched toward towards trace track traffic train transaction transactionnumber
transactions transfer transferred transfers transform transient translate transmit transport travel treat
treated trengs trengst trial tried tries trigger triggered triggers trim trouble trregnumber true truly trust
trusted truth try trying turn turned turns twelve twenty twice two type typed types typical typically tåler
ugyldig ultimately unable unaffected unanswered unapproved unassigned unauthorised unauthorized unavailable
unbalanced uncertain unchanged unclear undefined under understand understood undo undone unequal unexpected
unexpectedly unfinished unfit uniform unique unit units unknown unless unlike unlikely unlock unmapped
unnecessary unntak unprocessable unprocessed unreachable unreadable unrecognized unreliable unsafe unseen unsent
unsettled unsigned unstable unsuccessful unsuitable unsupported until untouched unusable unused unusual unwanted
up update updated updates updating upload upon uppercase ups urgent uri url us usable usage usd use used useful
useless user users uses using usual usually utan ute uten utf utføre utility utkastet utlandet vague valid
validate validated validation validity value valuecode valueid values valuta vanish vanished variable variables
variant various vary vat vatcode velg vendor vendors verdi verified verifies verify version versions vert very
vi via view viewed views vil virtual viser visible visit void volume volunteer volunteers voucher vouchers være
wait waited waiting waits wake walk walked wall want wants warn warned warning warnings warns was waste watch
way we weak web week weekday weekend weekly weight welcome well went were what whatever whatsoever when whenever
where whereas wherever whether which while who whoever whole whose why wide width will willing window windows
wish wished with withdraw withdrawal withdrawn withdraws withhold within without wonder word words work worked
worker workers workflow working works worse worst worth would write writes writing written wrong wrongly wrote
xledger xmlport year yearly years yes yesterday yet yield you your yourreference åpen åpne år éin én òg øre
`
    .trim()
    .split(/\s+/),
)
