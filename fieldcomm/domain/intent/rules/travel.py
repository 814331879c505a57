"""Contractors on the road: on the way, here, late, out for the day."""

from __future__ import annotations

from fieldcomm.domain.intent.reading import Intent

TABLES: dict[Intent, str] = {
    Intent.ON_MY_WAY: """
        9  omw|ontheway|enroute
        9  on my|the|our|are way
        9  on way
        9  en route
        9  be|get|getting|arriving|arrive|arrival|reach|reaching|make_it there|here|on_site|onsite|at|in|around|by .. #|few|soon|shortly|hours|half|couple|noon|about|ten|five|fifteen|twenty|thirty
        8  be there|at
        8  heading|headed|driving|rolling|going|coming|leaving|left|otw|enroute|running|moving|traveling|cruising|departing|departed|bound .. over|there|to|out|their|your|now|way|for|in|from|house|shop|site|up
        8  heading|headed|leaving|departing|rolling .. now|out|over|there|next|shop|$
        8  just left|leaving|leavin
        8  left .. shop|house|office|yard|warehouse|now|last
        8  leaving .. shop|house|yard|warehouse|here|supply|depot|now|first|last|next|$
        8  # .. minutes|hours|min .. out|away|from
        8  # minutes|out
        7  # out|away
        8  eta .. #|is|about|around|noon|half|hours|an|ten|fifteen|twenty|thirty|five
        8  minutes|hours|min|hour away|out
        7  see .. them|her|him|you in|at|around .. #|ten|twenty|few
        7  there in|by|at .. #|few|ten|fifteen|twenty|five|thirty|half|hours|an
        7  pulling|rolling out|off
        7  almost|nearly|about_to|not_far|around_the_corner|around_corner .. there|arrive|$
        7  around|down .. corner|street|block
        7  ^ almost there $
        7  in truck|the_truck|my_truck
        7  on the road
        6  next stop
        6  starting .. drive|driving
        9  en|de|voy|vamos .. camino
        9  voy|vamos|yendo|manejando|salgo|saliendo|sali|salimos|llego|llegare|iendo|dirigiendome .. para|en|a|ya|hacia|rumbo|de|alla|como|por|camino|ahorita|$
        8  voy|vamos .. para|en|a|hacia|rumbo|saliendo|llegando|alla
        8  llego|llegare|estare|llegando .. #|alla|ahi|en|a_las|como
        8  a|en|como # minutos|minutes|de
        8  ya .. sali|salimos|voy|vamos|mero|casi
        7  casi llego|llegamos|estoy
        7  saliendo .. taller|bodega|casa
        -6  late|behind|delayed|traffic
        -8  not|cant|wont|unable|never .. be|make|get|come|omw|leave|left|there
        -6  ?
        -6  callback|call .. #|at|in|later|customer
        -7  left equipment|fans|fan|dehumidifier|dehumidifiers|machines|running|on|key|keys|note|voicemail|message|card|house|tools|them|everything|job|site
        -6  done|finished|complete|completed|wrapped
                -6  tarde|retrasado|atrasado
        9  pulling|rolling up|in .. around|at|in|by|about|#|shortly|soon
        9  llego|llegamos|estoy|estare .. a_las|en|como|alas .. #|media|una
        8  eta
        8  get|got there .. #|by|around|about
        8  # .. minutes|hours .. from .. there|house|site|job|customer|her|him|them|now
        7  on the move
        7  next up
        9  should|will|gonna|going_to|probably|hope_to|expect_to|expecting_to .. arrive|pull_up|be_pulling_up|pulling_up|roll_up|get_there|be_there|reach .. #|by|at|around|in|about
        8  arrive|arriving|arrival .. #|by|at|around|in|about
        8  be there in? #
        8  there|arrive|arriving by|at|around|before #
        8  heading|headed|off|driving|going|moving .. next|customer|reed|stop|house|job
        8  n #
        9  gps|maps|waze|navigation|nav .. says|saying|shows|has_me #|at
        9  estamos|estoy|vamos|ya llegando
        9 heading|headed|driving|rolling that|your|over|there|next|to|towards way|there|next|one|house|job|customer|#|be
        -8 no .. llego|llegamos .. hasta|antes
        -8 supposed to .. be|start
        -9 give .. call|ring|buzz
        -9 hit .. up
        8 turning onto|on|into|down
        """,
    Intent.ARRIVED: """
        10  ^ here|arrived|onsite|on_site|arriving|am_here|i_am_here|im_here|we_are_here|were_here|on_location|parked|aqui|llegue|llegamos|ya_llegue|ya_estoy_aqui|estoy_aqui|at_site|on_scene|ya_aqui|outside|at_the_door $
        9  ^ here .. now|$
        9  i|we|just|we_are|were|am|crew|team .. arrived|onsite|on_site|pulled_up|pulled_in|got_here|got_there|parked|got_in|walked_in|rolled_up|made_it|arriving|on_location|at_the_house|at_the_door|at_the_job
        9  just .. arrived|pulled_up|pulled_in|got_here|got_there|got_to|parked|walked_in|rolled_up|made_it|rang|knocked|pulled_into
        9  am|we_are|were here|onsite|on_site|there|on_location
        9  am|we_are|were at .. house|site|job|property|door|customers|reeds|location|place
        8  arrived|onsite|on_site|on_location|on_scene|pulled_up|pulling_up|pulling_in|parked|made_it
        8  on site|location
        8  here|arrived at|now|with|w|safe|already|and|starting|ready|finally|going_in|unloading|@
        8  here #
        8  at .. house|site|job|property|customers|door|reeds|location|place|address .. now|$
        7  at .. the|their|her|his .. house|site|job|property|door|address|place|location
        7  starting|started|beginning|unloading|setting_up|getting_started|going_in|walking_in|inside|getting_to_work|begin .. now|here|work|job|equipment|setup|$
        7  in .. driveway|front|parking
        7  out front
        6  ^ starting|started|inside|working|we_in $
        9  ya|aqui|llegue|llegamos|estoy|estamos .. aqui|llegue|llegamos|en_la_casa|en_el_sitio|en_sitio|en_el_lugar|afuera|en_casa|en_el_trabajo|en_la_puerta
        9  llegue|llegamos|arribe|arribamos
        8  acabo|acabamos de llegar
        8  ya .. aqui|adentro|empezamos|empezando|empece
        -9  nobody|no_one|no_answer|not_home|nobody_home|nadie|no_contesta|empty|locked
        -8  not|almost|until|before|when|if|be|get|cant|nearly|wont|should_be|will_be|never .. here|there|arrived|onsite|on_site
        -7  be here|there|onsite|on_site|at
        -6  ?
        -7  done|finished|complete|wrapped|all_done|leaving|left
        -7  omw|heading|late|en_route|on_my_way|minutes|eta
        -6  still .. here
        -6  from here
        -6  here until|till|longer|another|all_day
        -5  no .. power|water|access
        9  got|made_it|already|finally here|there
        9  i|we am|are already? here|onsite|on_site
        8  checked|checking|signed in|into .. at|here|to|$
        8  here|arrived .. at|with|w
        -9  nobody
        8  ^ pulled|rolled|walked in|up
        8  ^ pulled|rolled in|up .. at|to|$
        9  got to .. house|job|site|customer|reeds|danas|place|$
        8  got to the
        8  walking|going|heading up|in|inside .. door|house|now|$
        7  we are|am|were in|inside .. starting|now|$
        9 got here
        -9 is parking|it|there .. ?
        -9 is parking
        """,
    Intent.LATE: """
        10  ^ late|delayed|retrasado|tarde|behind|running_late|voy_tarde|running_behind $
        10  late #
        9  make|made # .. more|late|closer
        9  wont|cant|not make #
        9.5  atrase|retrase|atrasamos|retrasamos|tarde|retraso ... llego|llegamos|llegare
        9  more like|closer_to #|noon
        9  late|slow start
        9  running|run|gonna_be|going_to_be|will_be|be|am|we_are|were|being|bit|little|few|hours|minutes|min|ill_be|might_be|may_be|probably|super|way late|behind|delayed|slow|over|long|late_today
        9  # .. late|behind|delay|delayed
        8  # .. minutes|hours .. late|behind|delay
        8  late|delayed|delay .. #|minutes|hours|half|traffic|job|schedule|first|last|because|sorry|by|to|for|about|an|on
        8  late|delayed|delay
        8  held|tied|caught|backed|jammed up|at
        8  hung up at|on .. job|house|site|traffic|first|last
        8  stuck|caught|sitting|stopped in|at|on|behind|with .. traffic|accident|wreck|job|jam|last|previous|first|train|another|house|prior|supply|other|#|meeting|it|construction
        8  stuck|traffic|accident|wreck|detour|flat_tire|flat|pileup|road_closed|roads_closed|gridlock .. #|be|will|late|bad|minutes|hours|delayed|i75|on|is|terrible|crazy|heavy|sorry|ahead
        8  traffic|wreck|accident|pileup|gridlock
        8  flat tire
        8  last|this|previous|first|prior|other|current|earlier|morning job|one|stop|house|appointment|customer|call .. ran|running|taking|took|is_taking|going|went|is_running|is_going|needs|over|long
        8  job|one|stop .. ran|running|taking|took|going|went over|long|longer
        8  taking|took|need|gonna_need|running|going_to_take|will_take .. longer|more_time|over|another
        8  another|extra|additional|more # minutes|hours
        8  # more|extra minutes|hours
        8  need # .. minutes|more
        8  wont|cant|not|not_gonna|unable|not_going_to .. make|be|get|there|it .. there|on|by|until|till|before|time|window .. #|time|after|noon|window|then|on_time|till|until
        8  wont|cant|not .. make|be .. window|on_time|in_time|by_#
        8  not .. until|till|before|by #
        8  push|pushing|pushed|move|bump .. back .. #|hours|minutes|half|window|eta
        8  pushed|pushing|push .. to #
        7  be .. later than
        7  more like #
        7  later than .. planned|expected|thought|said
        7  overslept|got_lost|lost|gps .. wrong
        7  new eta
        7  eta .. now|changed|pushed|moved|new|slipped
        7  tell .. i|we .. late|delayed|#
        9  voy|llego|llegamos|vamos|estoy|estamos|llegare|llegaremos|ando|viene|me_voy_a|vamos_a .. tarde|retrasado|retrasados|atrasado|atrasados|demorado|demorar|tardar|retraso|demora
        9  tarde|retrasado|retrasados|atrasado|retraso|atraso|demora|demorado
        9  # .. minutos|min|minutes|horas|hours de? .. tarde|retraso|atraso|mas|atrasado
        8  hay|mucho|atorado|atorados|atascado|trancado|trafico|accidente .. trafico|accidente
        8  atorado|atrasado|atascado|trafico|trancon|tapon|ponchada|ponche
        8  me .. tardo|demoro|voy_a_tardar|voy_a_demorar|retraso|retrase|voy_a_retrasar|atrase|tardare
        8  no .. llego|alcanzo|llegamos .. hasta|tiempo|antes
        8  se_alargo|alargo|tardando|extendio .. trabajo|anterior|otro|mas|$
        -8  not|wont|no .. late|behind|tarde
        -8  too late
        -8  customer|she|he|they|homeowner|client is|was|will .. late
        -7  dry|drying|moisture
        -6  ?
        -8  need # .. fans|dehumidifier|dehumidifiers|fan|sheets|bags|boxes|more_fans|people|hands
        10  wont|cant|not .. be|make|get .. until|till|before #|noon|<day>|lunch|after
        9.5  be .. there|here .. closer|more_like|nearer
        9  closer to #|noon
        8  # .. behind
        8  behind .. #|hours|half|an|a_bit|schedule|bad
        9  traffic|stuck|accident|wreck ... be .. there
        9.5  not|wont|cant .. make .. #|it
        9  call it #
        9  prob|probably .. get|be|make .. there #
        -9  not .. make .. it in|today|tomorrow
        9.5  ponch*|llanta|trafico|accidente|choque ... llego|llegamos|tardo|tarde
        8  se_me ponch*|hizo_tarde
        9  not .. make .. by|at|until #
        9.5 no llego|alcanzo|llegamos|llegare|voy_a_llegar|vamos_a_llegar .. hasta|antes
        -9 not|wont|cant .. make it in|today|tomorrow|at_all|out
        9.5 wont|cant|not ... be|make|get ... until|till|before #|noon
        9.5 was|were supposed to .. be|start|get ... but|realistically|now|still|#
        9 looking at #
        9 closer|more like # .. now|probably|realistically
        9 still|stuck .. at .. house|job|site ... cant|wont|not .. make
        -9 part|parts|material|materials|flooring|pump|insurance|permit|order|cabinets|adjuster .. wont|not
        8.8 need # more? minutes|hours
        9.5 tardar*|tardo|demoro|demorar|atrasar* .. otra|#|hora|media|poco
        9.5 hours|hour late|behind
        -8 done|finished by
        9.5 overslept|slept_in ... be there|here
        9.7 ran|running|went|going over|long ... there|eta|#
        9.7 miss|missing .. window|appointment|time|slot|start
        9.6 still|stuck .. at|on|with ... another #
        9.6 another # $
        10 tack|tacking|add|adding|throw .. #
        9 make that #
        11.5 give me .. # .. more|extra
        9 #|noon .. not|isnt|aint|wont .. happening|happen|work|realistic|doable|possible
        10 be|gonna|another|take|taking a_while|awhile
        9 hour|half .. behind|late
        12 be #|noon before
        10 setback
        11 no llego|llegamos|alcanzo|alcanzamos|voy_a_llegar a
        9 move|push|put|bump|slide|switch|make|shift me|us|my_eta|eta|arrival|my_arrival .. to|back|until|for|#
        11 hours|hour|minutes|min|# later than
        12 at|be|see|there|by .. # not #|noon
        9 stop|stopping|stopped|waiting|grabbing ... # now
        9 running|run|going .. # over|behind|long
        9 looks|looking like #|noon now|probably|instead|$
        11 set|put|setting|putting|knocked me|us|everything back
        12 dragging
        10 # instead of #|noon
        10 add|adding|tack|tacking .. half|hour|hours|minutes
        11 need|needs|take|takes .. # .. more|extra .. at|here|on|with
        8.5 make it|that # .. truck|traffic|job|needed|stuck|got|had|still|because|running|stop
        """,
    Intent.SICK: """
        10  ^ sick|enfermo|enferma|calling_in_sick|calling_out|out_sick|sick_today|malo|im_sick $
        10  calling|called in|out .. sick|today|tomorrow|$
        10  call in|out sick
        10  sick .. today|can|day|kid|kids|wife|as_a_dog|cant|not|wont|this|out|in
        9  <be>|feel|feeling|got|really|super|home|too|both|out|we_are|were sick|ill|nauseous|feverish|under_the_weather|unwell
        9  feel|feeling|felt .. awful|terrible|like_crap|like_shit|horrible|rough|bad
        9  not|dont feel|feeling .. well|good|great|right|$
        9  sick
        9  flu|fever|covid|vomiting|throwing_up|threw_up|puking|stomach_bug|food_poisoning|migraine|strep|pneumonia|stomach_virus|norovirus|threw_my_back|threw_out_my|back_went_out|back_is_out|hospital|er|urgent_care|emergency_room|bronchitis|tested_positive|food_poisoned|pulled_my_back|fever_of|doctors_office
        9  running .. fever|temp|temperature
        9  kid|kids|son|daughter|wife|baby|child .. sick|hospital|fever|er|throwing_up|in_labor|emergency|ill
        9  family emergency
        9  cant|not|wont|unable|not_gonna .. work|come_in|make_it_in|come_to_work|working|be_in|run|do_any|do_today|drive|get_out .. today|tomorrow|in|this|the_route|my_route|any_jobs|any|$
        8  <be> out|off .. today|tomorrow|sick|rest|for|this_week
        8  taking .. sick|day_off|day off|sick|today|tomorrow|$
        8  need .. day|today|tomorrow off
        9  truck|van|car|vehicle|engine|transmission|alternator|battery .. wont|broke|broken|died|dead|down|breakdown|is_dead|in_the_shop|totaled|stolen|stuck|not_starting|doesnt|overheated|blew|blown|towed|wrecked|out_of_commission
        9  broke down
        9  roads|road|streets|driveway|highway .. ice|unsafe|too_dangerous|icy|iced|closed|frozen|flooded|snow|snowed|bad|impassable
        8  iced|snowed in|over|out
        8  ice|snow .. cant|not|stuck
        9  cant .. out .. of .. driveway
        9  wrecked|totaled|crashed .. truck|van
        9  got .. in .. accident|wreck
        9  estoy|ando|amaneci|me_siento|esta|sigo .. enfermo|enferma|mal|malo|mala|fiebre|calentura|gripa|gripe|vomitando
        9  enfermo|enferma|fiebre|calentura|gripa|gripe|vomit*|diarrea|hospital|gripon
        9  no .. puedo|podre|voy_a_poder|voy|vengo .. trabajar|ir_a_trabajar|ir_hoy|salir|a_trabajar|al_trabajo
        9  troca|camion|camioneta|carro|van|troka .. descompuso|no_prende|no_arranca|no_enciende|se_quedo|averio|fallo|descompuesta|choque|poncho
        9  se_me|se .. descompuso|poncho .. troca|camion|camioneta|carro|van
        -8  customer|homeowner|she|her_kids|they_are|he_is|tenant|client .. sick|covid|flu|hospital|ill
        -9  ?
        -8  sick .. job|of
        -6  late|hours_late|minutes_late|behind|minutes|eta|omw|tarde
        -6  flat_tire|change|changing
        -7  no_longer|not .. sick
        -7  feeling .. better
        9  truck|van|transmission|engine|car|vehicle .. went|gone|out|blew|no_truck
        9  no truck|van|vehicle|ride .. today|tomorrow|$
        9  staying|stay home
        -7  customer|homeowner|tenant .. staying|stay
        9.8 truck|van|car|battery|engine .. wont|broke|broken|dead|died|cant .. today|tomorrow|cant|start
        -9 part|parts|material|materials|flooring|pump|permit|order|cabinets|adjuster
        9 truck|van|car .. shop
        9.8 my|the truck|van|car .. in the? shop
        """,
}
