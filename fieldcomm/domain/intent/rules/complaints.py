"""Customers let down."""

from __future__ import annotations

from fieldcomm.domain.intent.reading import Intent

TABLES: dict[Intent, str] = {
    Intent.COMPLAINT: """
        9  <nobody> .. <come>|call|called|calling|showed|shown|show|here|answered|answer|answers|contacted|responded|respond|responds|told|tells|bothered|cares|care|seems|has|ever|is|knows|returned|shows_up|picked_up|picks_up|even|looked|reached|got_back|gets_back|came|texted
        9  still|yet .. no|nobody|nothing|waiting|havent|hasnt|not|dont|didnt|isnt
        8  still waiting|nothing|no_one|nobody|nothing_done|hasnt|havent|not_here|no_call|no_crew|no_sign|not_fixed|wet_and
        8  never .. <come>|call|called|came|showed|show|heard|got|returned|answered|arrived|happened|happens|fixed|told|finished|answer|respond|responded|follow
        8  no show|shows|call|one_came|call_no_show
        8  did_not|didnt|havent|hasnt|dont|has_not|have_not|wont|doesnt .. show|come|call|called|callback|heard|answer|answered|return|returned|keep|finish|finished|respond|do|done|clean|fix|fixed|shown|arrived|been_here|anyone|anything|picked_up|pick_up|hear .. up|back|anything|me|us|from|anyone|job|right|promise|yesterday|today|as|yet|phone|like|at_all|when|anyone|in_days|$
        8  said|told|promised|supposed|swore|assured|was_told|were_told .. you|they|someone|he|she|would|be|to|me|us|by|that|luis|ana|it .. would|call|come|be|here|by|today|yesterday|between|at|and|will
        7  supposed to .. be|call|come|have|arrive|show|get|finish|start|pick
        9  has|have|did|does|is|can|could|will|would|do <crew>|anyone|anybody|somebody .. even|actually|bothered|ever .. look|looked|come|coming|care|read|reading|call|called|going|working|know|help|answer|listen
        8  even .. look|looked|looking|bother|bothered|care|cares|call|called|show|started|come|know|read|apologize|exist
        8  been|its|it_is|has_been|have_been|for|after|going_on|it's .. # days|hours|weeks|months|day|week|times
        8  # days|weeks|hours|months .. no|nobody|and|nothing|still|waiting|without|later|now|of|since|late|ago|with
        8  been|waiting|waited|wait .. two|three|four|five|all|a|over|days|hours|weeks|since|forever|months|entire|whole|so_long|long_enough|long .. days|hours|weeks|day|week|morning|afternoon|months|$
        8  waiting|waited|sitting|sat all_day|around|here_all|for_hours|for_days|hours|days|forever|since|over|too_long|long_enough|and_waiting|home_all|by_the
        8  second|third|2nd|3rd|4th|fourth|another|last|first|5th time|day|week|missed|no_show .. time|late|missed|cancelled|canceled|this|you|that|nobody|they|has|happened|in_a_row|$
        7  once again|yet_again
        7  every time
        7  again ... late|cancelled|no_show|nobody|missed|broken
        8  <awful>
        8  <swear>
        6  so|very|really|extremely|beyond|pretty|super <awful>
        8  joke|scam|scammers|ripoff|rip_off|fraud|crooks|thieves
        8  want|need|demand|let_me|get|give|speak|talk|where .. manager|supervisor|owner|boss|in_charge|refund|money_back|compensation|corporate
        8  manager|supervisor .. now|immediately|asap|please|today|call_me
        8  lawyer|attorney|sue|suing|bbb|better_business|yelp|google_review|bad_review|one_star|1_star|small_claims|legal_action|report_you|news_station|refund|1_estrella|abogado|demanda|demandar
        8  waste|wasting|wasted .. time|my|our|day
        8  took|taken|lost|missed|used .. day|off|work|pay|vacation .. work|off|for|day|nothing|waiting|because
        8  broke|broken|damaged|ruined|scratched|destroyed|stained|cracked|tracked|dented|spilled|stole|stolen|missing|flooded|trampled|wrecked|chipped .. my|our|the|a|all|mud|from .. floor|floors|wall|walls|table|vase|door|carpet|rug|tv|furniture|driveway|lawn|garden|fence|lamp|couch|counter|hardwood|house|window|mailbox|cabinet|cabinets|dishwasher|sink|everywhere|tile|heirloom|trim|mud|dirt|over
        8  <crew>|luis|guys|your|mud .. left|made|tracked|leaving .. mess|trash|dirt|garbage|everywhere|mud|muddy|door_open|gate_open|unlocked|without|early|tools
        7  left .. mess|trash|garbage|door_open|door_unlocked|gate_open|without|early|nails|filthy|disaster
        7  crew|guys|luis|tech|man|worker|workers|he|they|driver .. was|were|is|are|so|very .. rude|late|smoking|drunk|nasty|sloppy|dirty|disrespectful|careless|yelling|cussing|unprofessional|lazy
        8  how many times .. do|have|i|we|must|call|ask|wait
        8  how much longer .. i|we|must|supposed|expect .. wait|deal|live|put_up|sit|stay_like|without
        7  tired|sick|fed .. of|up .. waiting|this|excuses|being|lies|it|runaround|hearing|calling|all
        7  run_around|runaround|excuses|excuse|ignored|ignoring|abandoned|neglected|blown_off|blowing_me_off|strung_along|ghosted|ghosting|stood_me_up|stood_us_up|stood_up|left_hanging|being_ignored
        7  you|yall|they|he|she .. forgot|forgotten .. me|us|about
        7  why .. nobody|isnt|hasnt|havent|didnt|dont|wont|arent|is_it|does_it|do_i|am_i|are_you_ignoring|take|taking|so_long|cant|are_you_not|did_nobody|was
        7  not|isnt|wasnt|arent .. ok|acceptable|happy|good_enough|fair|right|cool|satisfied|impressed|fixed|done_right|pleased|working_properly|professional|dry_like
        7  same .. problem|leak|issue|thing|story|excuse .. again|back|every|as
        7  worse|worst .. than|since|company|experience|service|now|because
        7  leaking|leaks|leaked|wet|dripping again
        7  came back|leaking_again|still_wet|still_leaking|still_leaks|not_fixed|still_broken|still_smells
        7  you|they|he|she|yall|luis|guys|crew <be>|r .. late|liars|liar|late_again|hours_late|very_late|so_late
        7  late|missed|blown|broken .. again|appointment|promise|promises|window|twice
        7  should|could|would have .. hired|called|gone|been_here|told
        7  hire|find|call|calling|go .. someone_else|another_company|somebody_else .. if|unless|at_this
        7  do your? job
        7  where .. the? hell|fuck|heck
        7  get .. here|together|act|someone .. now|together|already|immediately
        7  angry|thumbsdown|hate|sucks|suck|stinks|bullshit|trash|garbage
        7  mold growing|is_growing|everywhere|because_of_you
        6  ^ thumbsdown|angry $
        6  really ?
        6  come on now|guys|man|people|yall|already|$
        6  complaint|complain|complaining|queja|quejarme|quejar
        6  problem .. with .. crew|tech|work|service|guy
        6  ruined|destroyed
        6  window|appointment .. was|came_and|over|passed|ended|already .. #|gone|ago|passed|went|and|over|yesterday
        6  it is # .. and|already|still|no
        6  now .. # .. and .. nobody|no|nothing|still|where
        6  all day
        5  hello ?
        9  nadie|ninguno|nunca .. viene*|vino|vinieron|ha_venido|han_venido|llego|llegaron|ha_llegado|llama|llamo|llamaron|ha_llamado|han_llamado|contesta*|contesto|aparecio|aparecieron|me_dice|nos_dice|responde*|sabe_nada|me_avis*|avis*|hace_nada|me_ha|cumpl*|devolv*|se_presento|presentaron|regres*|termin*|arregl*|limpi*
        8  sigo|seguimos|llevo|llevamos|tengo|tenemos|estoy|estamos .. esperando|dias|horas|semanas|sin
        8  todo el dia .. esperando|aqui|perdi
        8  dijeron|dijo|prometieron|quedaron|iban|me_dijeron|nos_dijeron|prometio .. que|llamar|venir|vendrian|hoy|ayer|llamarian|a|en|venian|me|iban
        8  ya .. van|son|pasaron|es_la|fue_la|paso .. dias|horas|semanas|segunda|tercera|hora|veces
        8  que .. mal|falta|verguenza|asco|porqueria|pesimo|poca .. servicio|de_respeto|madre|trabajo|$
        7  muy|bien|estoy .. mal|mala|molest*|enojad*|decepcion* .. servicio|$|trabajo|con
        7  mal|pesimo servicio|trabajo
        7  rompieron|rompio|danaron|quebraron|ensuciaron|dejaron|mancharon|rayaron|robaron .. mi|la|el|todo|un|una|sucio|cochinero|abierta
        9  gerente|supervisor|dueno|encargado
        7  no .. es_justo|aceptable|sirve_de_nada|es_posible|puede_ser
        7  se olvidaron|olvidaron|burlan|burlando|rien
        7  hasta cuando
        7  ya .. harto|harta|hartos|basta
        -5  no complaints|problem|problems|worries|rush
        -5  not .. late|mad|angry|upset
        -5  not a complaint
        -6  dont worry
        -7  <customer>|i|we .. was|were|am late|not_home
        -5  thanks
        -4  no .. hay_problema|se_preocupe*|importa
        -8  never mind
        -8  when|what_time .. supposed|will_you
        8  leave|leaving|post|posting|write|writing|bad .. review|reviews
        8  no|zero word|communication|contact|response|reply|call|calls|followup|follow_up|phone_call .. from|in|since|anyone|all|yet|back|nothing|for
        8  you|they|she|he|ana|nobody didnt
        8  no more delays|excuses|games|waiting|bs|lies
        8  dont|wont|not .. want|going .. wait .. any|anymore|longer
        8  will|does .. ever
        7  in sight|the_dark
        7  why did|do|would|cant|is|are|was|have|has|does .. you|it|nobody|this|i|they|my|cancelled|canceled|stop
        7  stop|quit lying|making_excuses|wasting|ignoring|jerking|playing|giving_me|messing
        7  send|get someone|somebody .. now|already|out_here|asap|to
        6  quit|stop texting|messaging .. and|just .. send|fix|do|come|get
        7  do something
        7  last straw
        9  no .. vino|vinieron|ha_venido|han_venido|llego|llegaron|ha_llegado|han_llegado|llamo|llamaron|ha_llamado|han_llamado|contestan|contesta|aparecio|aparecieron|me_dicen|responden|cumplen|cumplieron|se_presentaron|regresaron|terminaron|arreglaron|limpiaron|me_hacen_caso
        8  basta .. llevo|excusas|ya|semana|dias
        8  whats|what|why .. taking|takes .. so|long|forever
        8  did|have .. forget|forgot|forgotten .. me|us|about
        8  called|texted|emailed|asked|tried .. three|two|four|five|several|multiple|many|#|twice|countless .. times|messages|voicemails
        8  called|texted .. twice|repeatedly
        8  keep|keeps .. saying|telling|cancelling|canceling|rescheduling|pushing|moving|changing|putting|getting|calling|coming_back
        8  second|third|2nd|3rd|fourth time .. rescheduled|moved|cancelled|canceled|changed|you
        8  day late
        8  too late
        8  me canse|cansamos|cansado|cansada
        8  tore|ripped|smashed|knocked|kicked .. up|out|down|my|our|over .. left|my|our|floor|wall|and
        8  smells|smell .. mildew|mold|moldy|musty .. nobody|still|and|because
        7  no one|nobody
        7  getting|got worse
        7  lack|zero|poor|bad|terrible of? .. communication|service|customer_service
        7  expected|expect better|more
        7  not what .. promised|told|agreed|paid|said
        7  unreal|smh|seriously|ugh|come_on_now|hello_anyone
        7  give .. straight|real answer
        7  where .. everyone|everybody|anyone
        6  anybody|anyone .. there|home|alive|work ?
        7  over it|this
        7  done with .. you|yall|this|company|waiting
        7  irresponsables|cansado|cansada|coraje|abuso|robo|estafa|ladrones
        7  ya .. varias|muchas|tres|dos|cuatro veces
        7  promise|promises|promised|word .. broken|broke|kept|keep|nothing|me|us|call|somebody|someone
        8  getting old|ridiculous|out_of_hand|worse|tired|frustrated|annoying|silly|absurd|fed_up|nowhere
        8  losing|lost|running_out .. patience|faith|trust|confidence|my_mind|hope
        8  patience .. thin|gone|out
        8  dropped|drop the ball
        8  how hard .. is|can
        8  hole|crack|scratch|dent|stain|damage .. in|on my|our|the .. now|wasnt|from|after|that
        8  your|the worker|workers|guy|guys|crew|man|tech|people|driver|helper .. smoked|smoking|cursed|yelled|slept|stole|took|parked|blocked|broke|left|threw|used_my|walked|ignored|said|never|didnt|made
        8  me|nos dejaron|dejo .. plantada|plantado|plantados|esperando|sin|colgado|colgada
        8  falta de respeto
        8  quit|stop .. making me|us
        7  taking advantage
        7  rip|ripping .. off
        7  cannot|cant believe|understand|deal|take|live|stand|keep|even .. this|how|you|like|it|anymore|doing|waiting
        7  not .. way .. run|treat|do
        7  treat|treated|treating .. like|this|me|us|people|customers
        7  fix this|it now|already|asap
        7  not .. how .. should|treat
        7  poor|bad|shoddy|sloppy|lousy|half_assed .. job|work|service|communication|workmanship|experience
        7  wet|flooded|soaked|moldy .. still|days|weeks|and
        7  sin .. respuesta|noticias|llamada|que_nadie
        7  no .. respuesta|contestan|responden|cumplen
        7  inadmisible|insoportable|cochinero|desastre|desmadre
        7  let .. down
        7  broken promises
        7  empty promises
        7  what .. wrong .. with .. you|yall|people
        7  what is wrong
        7  what .. paying|pay .. for
        7  money for
        6  frustration|anger|disrespect|disrespectful|disrespected|neglect|negligence|disaster|mess|mistreated|failed|fail|failing
        6  wow ?
        8  more than patient|fair|enough_time
        8  sloppy|shoddy|crooked|uneven|half_done|botched|incomplete|unfinished|poorly
        8  doesnt|didnt|dont match
        8  you|they|he|she|guys told|said .. <weekday> .. its|it_is|now|today
        8  prometi* .. nada|nadie|nunca
        8  y nada|nadie
        8  siempre .. lo mismo|igual|excusas
        8  ignorad*|abandonad*
        8  not one call|text|person|word
        7  still .. not|no|nothing|havent|wet|leaking|waiting
        8  what|some kind|sort|type of .. business|company|outfit|operation|place|service
        8  esperando .. desde|todo|dias|horas|semana
        8  already told|explained|said|asked .. you|them|people|three|two|different|this|someone|everybody|twice
        8  different people|story|stories|person .. every|each|same|about|this|$
        -6  is|are .. supposed to
        5  esperando|stinks|pathetic|business
        7  nobody|no_one|nadie
        -8  supposed to .. turn|run|be_on|be_off|stay|hot|loud|use
        8  second|third|fourth|2nd|3rd|4th time .. you|that|this
        9  that is|was the second|third|fourth|2nd|3rd time
        8  your|the crew|driver|guy|guys|truck|man|workers .. backed|ran|drove|hit|crashed|smashed|killed .. over|into|my|our
        8  dont|no want|quiero any|mas|more|luis|him|them .. delays|excuses|retrasos|excusas|problems|again|pretextos
        8  do_not|dont send .. again|back
        8  no me han .. mandado|llamado|dicho|enviado|contestado|avisado
        8  no me mandaron|enviaron|llamaron|avisaron|dijeron
        8  charging|charged .. me|my|card|twice|for
        8  who .. cancelled|canceled|moved|changed .. my|our|the
        8  need|want .. this .. end|over|done|to_stop
        -8  so|im|am .. home .. all day
        -6  forgot a|his|her|their|the ladder|hat|tools|tool|jacket|phone|bag|hammer
        8  responsibility|accountability|accountable|professionalism|unprofessionalism
        8  how|why is|are this|that|it|you .. acceptable|ok|right|possible|legal|allowed|still_in_business|in_business
        9  not .. single|one update|call|text|word|person|visit|response
        8  lost|lose|losing|misplaced my|our|the .. paperwork|file|order|forms|info|claim|check|photos|key|keys|sample|again
        8  how can|could you|anyone|they .. leave|do|treat|let|be|run|live|expect|say|charge
        8  taking|takes|took forever|too_long|ages|so_long|way_too_long|an_eternity
        8  forever
        8  days|weeks .. not|no|nothing|without|since|and .. update|call|word|anyone|one
        7  again .. again
        8  you|they|yall|crew|guys|he|luis .. left|leave .. hole|holes|mess|mud|trash|damage|wet|open|unfinished|nails|debris|dust|dirt
        8  on hold .. #|for|hours|minutes|forever|and
        8  do better
        8  no|without|any answers|answer
        8  got .. hung up on|hung_up
        8  hung up on
        8  live|living .. like this
        8  get .. act together
        8  still|just|been sitting|stuck|living .. no|without|here|with
        8  you people
        8  what .. mess|disaster|nightmare|circus|disgrace|shame|clown
        8  nightmare|circus|clowns|fiasco
        8  cant .. reach|get .. anyone|anybody|someone|through|hold|ahold|answer|call
        8  nobody .. answers|picks|cares|knows|responds|called|came|showed|told
        8  another .. day|week .. wasted|without|no|gone|lost|passed
        8  missed work|a_day|my
        8  overcharged|overcharging|double_charged
        8  should .. ashamed|embarrassed
        7  not .. professional|fair|right|true|what_you_said
        7  enough already|is_enough
        8  last time .. i|we|you
        8  never .. again|using|use|recommend|hire
        7  poor|bad|worse|worst|horrible|terrible
        7  regret|regretting
        7  you|yall|you_guys|they|the_crew|luis|he|she|company dont|didnt|never|wont|havent|cancelled|canceled|lied|forgot|ignored|lost|ruined|damaged|missed|ghosted|blew|messed|screwed|failed|abandoned|neglected|hung
        7  you guys|people|all dont|didnt|never|wont|cancelled|canceled|lied|forgot|lost|ruined|damaged|missed|keep|always
        8  kidding|joking me|with_me|right
        8  are you serious|kidding|joking
        8  day|days|week|weeks|weekend|hours|month|afternoon|morning wasted|gone|lost
        8  my|our|the .. is|are|was|got .. ruined|destroyed|trashed|wrecked
        8  thanks to you|your|luis|the_crew
        8  thanks for nothing
        8  messed|screwed up
        8  dont .. care
        7 <be>|been|feel|feeling|totally|completely|you|they|yall|everyone|guys|people|office forgot|forgotten
        -6 just|only|was|am|simply|quick checking|wondering|curious|confirming|asking|following|making_sure|verifying|check
        -6 just checking|wondering|curious|confirming|double_checking|making_sure
        -6 no rush|hurry|worries|pressure|biggie
        -6 sorry to|for bother|bug|bothering|bugging|trouble
        -6 still the plan
        -6 are they|you|we close|near|on_the_way|still_coming|still_on
        -8 i|we|already|almost forgot|forget .. what|when|if|which|time|to|the|my|it
        9 not .. what .. promised|told|agreed|paid|said|expected
        9 said|told|promised .. #|<weekday>|noon ... it_is|now|already|almost|past .. #|<weekday>|noon|now|past|after|almost
        9 said|told|promised .. #|<weekday>|noon / .. it_is|it|now|already|almost .. #|<weekday>|now|past|after|noon
        9 it|is|its|now|already #|<weekday>|past|after|almost|noon .. / .. said|told|promised .. #|<weekday>|noon
        9 and|but|still <nobody>|nothing|no_one|nobody $
        9 <nobody> .. single $
        9.5 when|is|are|will|does|would .. anyone|anybody|someone|somebody|you|they|yall .. actually|finally|ever|even .. do|help|fix|show|care|something|anything|going_to
        9 going_to actually|finally|ever
        8 que clase|tipo|mugre de? .. compania|empresa|servicio|gente
        9 stop|quit|enough .. with .. excuses|games|bs|lies|runaround|delays
        8 not one|single phone|call|visit|soul|person|word
        8 another day|week with no|nothing|nobody|zero
        -8 said|told .. # .. right|correct|still ?
        8 supposed to be professionals|professional|experts|the_best|fast
        8 quit|stop texting|messaging|texts .. send|fix|come|get|do
        8 second|third|2nd|3rd time .. rescheduled|cancelled|canceled|moved|changed
        8 didnt|never get|got any texts|calls|call|updates .. yesterday|today|all_day
        -8 need|want|have to cancel
        9 they|he|she|crew|guys|luis <be>|have|has|still not|still_not .. here|come|arrived|shown|showed|around
        9 why .. nobody|no_one
        8.5 no they|he|she .. not
        9 this|that|it|not|isnt|wasnt .. what .. promised|told|agreed|paid|expected
        9 said|told|promised .. #|<weekday>|noon its|it_is #|<weekday>|now|already|almost|past
        9 they|he|she|crew|guys|luis arent|isnt .. here|come|arrived
        8 done|finished|through|over|tired_of waiting|dealing
        9 not single|one
        -9 flight|surgery|class|meeting|school .. cancelled|canceled
        -9 cancelled|canceled my flight|class|meeting|surgery
        -7 is|are that|it|this|we|they|you still happening|on|coming|good|the_plan
        8 took .. long enough
        9 and|but got|heard|received nothing
        9 supposed to call|ring|phone|reach|contact ... and|but|already|still
        """,
}
