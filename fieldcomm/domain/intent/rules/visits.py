"""Customers about visits: it fits, another time."""

from __future__ import annotations

from fieldcomm.domain.intent.reading import Intent

TABLES: dict[Intent, str] = {
    Intent.CONFIRM: """
        9  ^ confirm|confirmed|confirming|confirmo|confirmado|confirmada|affirmative $
        9  i|we|to|can|is|are? confirm|confirmed|confirming .. appointment|visit|time|window|<day>|for|that|it|we|$
        8  confirm|confirmed|confirming
        8  <weekday>|that|it|this|time|window|then|#|which|yes|am|pm|slot|morning|afternoon .. works|work|fine|good|perfect|great|ok|suits|fits .. for|with|by me|us|$
        7  that|it|this|time|<weekday>|am|pm|#|morning|afternoon works|work|fits|suits
        7  that|it|this|time|<weekday>|am|pm|#|morning|afternoon is|are|would_be|will_be|should_be|sounds|looks .. fine|good|great|perfect|ok|doable|ideal|wonderful|cool|alright
        7  works|fine|good|perfect|great for|with|by me|us
        7  works|fine for me|us
        7  see you|yall|them|him|luis|then|ya|everyone then|tomorrow|<weekday>|at|in|around|soon|later|there
        6  see you|ya|yall|him|them then
        7  see|c you|ya|u then|at|<weekday>
        7  we|i|someone|husband|wife|son|mom will|am_going_to|are_going_to|going_to|ill|well be here|home|there|waiting|around|in|ready|available|at_home|expecting
        7  will|ill|well be here|home|there|ready|waiting|at_home|expecting|around
        7  someone|husband|wife|son|daughter|mom|dad|roommate|neighbor|he|she .. will .. be|let .. here|home|there|in
        7  someone .. will|going_to .. let|open|meet
        7  will have someone here|there|home
        7  put|pencil|sign|mark|book|count|schedule|lock me|us|it|that .. down|in|for
        7  go ahead .. and|with|schedule|book|come|<weekday>|$
        7  lets|let_us do it|that|<weekday>|this
        7  yes|sure .. come|works|please|that|we|i|perfect|good|fine|ok|schedule|do|let|absolutely|definitely|absolutely|still
        7  <come> .. on .. over|ahead .. then|$
        6  ok|sure|perfect|great|yes|good .. see you
        6  looking forward
        6  still good|on for .. <day>
        6  we|i|are still on|good
        6  i|we can do|make that|it|<weekday>|then|#|the
        6  i|we accept
        6  <weekday>|am|pm|# it is
        6  book it
        7  i|we .. be|am|are off|home|free|available .. so|then|that|works|all
        9  confirmo|confirmado|confirmada|confirmamos
        8  me|nos parece|queda|viene|funciona|sirve|va|acomoda .. bien|perfecto|perfectamente|excelente|$
        8  si .. esta_bien|perfecto|claro|puede*|pueden|ahi|aqui|por_favor|confirmo|vengan|venga|los|lo|les|nos|estare*|estaremos|me_parece
        8  esta|suena|perfecto bien|perfecto|excelente .. nos|ahi|los|aqui|esa|gracias|para|$
        8  nos|los|lo|la|les vemos|espero|esperamos|veo
        8  ahi|aqui|alla estare|estaremos|los_espero|lo_espero|los_esperamos|nos_vemos|voy_a_estar|vamos_a_estar
        8  estare|estaremos|voy_a_estar|vamos_a_estar en|aqui|ahi|la|esperando
        7  va|vamos a|haber .. alguien
        7  de acuerdo
        7  perfecto|excelente .. hora|horario|dia|ese|esa
        -8  does .. work|works
        -8  not|doesnt|dont|wont|isnt|cant|no .. work|works|fine|good|ok|be_here|be_home|be_there|make|home|available|able|confirm|around
        -8  not be here|home|there|around|available
        -8  is .. ok|fine|good|possible|available ?
        -5  instead|rather|earlier|reschedule|different
        -6  can|could|would|do|does you|someone .. confirm ... ?
        -8  no .. funciona|puedo|podemos|sirve|queda|bien|estare|estaremos|voy_a_estar|vamos_a_estar|me_parece
        -7  nobody|wont .. be home|here|there
        -14 any news|word|idea|update|updates|info|clue
        -14 on|about|know|knows|idea|tell_me|told|word when|what_time
        -8  call me
        8  week|day|eod|whenever|anytime|any_time|either|both works|work|is_fine|is_good|is_great|are_fine|fine
        7  <crew> .. can|may come|enter|let_themselves|go_in
        7  come .. on .. over|by|in
        7  make sure .. here|home|there|someone|somebody|i_am
        7  taking|take .. day|off|time|morning .. off
        7  sounds like .. plan|winner
        6  works
        7  we|i are|am good|set
        8  mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|tomorrows good|fine|great|perfect|ok
        9  that|this|it|<weekday> works /
        -6  is there|it .. chance|possible
        3.7  love|great|good|fine|perfect|home|here|ready|yes|ok|works|work_for|be_there|excited|wonderful|awesome|absolutely|perfecto|bien|espero|esperamos|aqui|estare|listo|gracias
        8  leave|leaving work early
        8  that|it|this|<weekday> will|should|would|can work|do|be_fine|be_great|be_good|be_perfect
        8  will|should work .. for|with|$
        3.7  available|free|set|open|sure|can|make_it|confirm|vengan|nice
        8  we|i are|am .. available|free|home|around|here
        8  be ready|waiting|home|here
        8  dog|dogs|cat|pets .. put|crate|away
        -9 can you help|use|leave
        -9 do i|we need|have .. home|here
        -8 quit my
        8 <day>|that|this|it|time|# would|will|should|sounds|is|looks be? .. lovely|wonderful|super|swell|terrific|nice|excellent|splendid|dandy|grand|marvelous|fantastic|awesome|golden
        8 tenant|husband|wife|mom|son|daughter|roommate confirmed|says_yes|said_yes|agreed|will_be
        -9 get|got|have|gave|given|the go ahead
        """,
    Intent.CHANGE: """
        10  reschedule|rescheduled|rescheduling|reprogramar|reagendar|reprogramen|reagenden|reprograme|reagende|reprogramarla|reagendarla
        9  <day>|time|date|hour another|different|later|earlier|better .. <day>|time|date|window|slot
        9  another|different|diff|other|better|alternate|new .. time|day|date|window|slot|appointment|times|days|opening|openings|week
        8  another <weekday>
        9  change|switch|move|push|bump|swap|shift|postpone|adjust|delay .. <visit>|time|day|date|it|this|that|us|me|visit .. to|back|up|out|from|until|later|earlier|another|$
        8  push|move|bump|shift|postpone|delay .. back|up|to|until|out|later|earlier|<day>|another|next|it
        8  change|move|switch .. appointment|visit|time|day|date
        8  postpone
        8  can|could|would|any_way|possible|is_there|anyway|please .. come|do|make|be|get|send|arrive|here|it|someone|start .. earlier|later|sooner|instead|different|another|before|after
        7  come|coming|arrive|be_here|get_here earlier|later|sooner|after_#|before_#
        7  earlier|later|sooner .. work|works|possible|in_the_day|appointment|slot|time|better|window|available
        8  <day>|morning|afternoon|time|# .. instead|better|rather
        7  instead
        8  <day>|#|am|pm|that|it|time|this|window|morning|afternoon|then doesnt|does_not|wont|isnt|not|dont|not_going_to|no_longer|is_not|isn't|aint|is_no .. work|good|fit|possible|suit|working|happen
        8  doesnt|does_not|wont|dont|isnt|not_going_to|not .. work for|with|out|anymore|me|us|after_all|$
        8  cant|unable|not_able|not_going_to_be_able|wont|wont_be_able .. do|make|be|have|take|keep|get|meet|accommodate|let .. it|<day>|that|there|home|here|time|then|appointment|#|off_work|you_in|them_in
        8  cant do|make .. <day>|it|that|this|#|then
        8  not|wont|wont_be|am_not|isnt|arent|not_going_to_be|not_be .. home|available|here|there|around|free|in_town
        7  nobody|no_adult .. be|will|is|going .. home|here|there|available
        7  out_of_town|on_vacation|at_work|at_the_hospital|working|away .. <day>|then|that|until|all|that_day|during
        7  something|emergency|conflict|meeting|appointment|thing came_up|come_up|came|popped_up|at_that_time|then
        7  have|got .. doctor|dentist|work|funeral|meeting|school|appointment|conflict .. <day>|then|that|at|during
        7  conflict .. <day>|that|with|schedule
        8  no|nope .. cant|not|doesnt|wont|that|other|another|different|need|make_it|can_we|how_about|what_about
        7  how|what about .. <weekday>|#|next|another|later|morning|afternoon
        7  do you have|got .. anything|something|openings|any|available|a|other .. else|<day>|later|earlier|sooner|next|in_the
        7  anything|something .. earlier|later|sooner|else|open|available .. ?
        7  any other|earlier|later|sooner|more|different .. time|times|day|days|slots|openings|availability|options
        7  what other|else .. times|days|do_you|have|is_available|available
        7  prefer|rather|would_prefer|id_rather .. <day>|later|earlier|morning|mornings|afternoons|another|after|before|if|do
        7  can|could|would|should|please|lets .. we|you|they|it|i do|make|move|have|get|schedule|come|try|be|shoot .. <weekday>|next|#|later|earlier|in_the|after|before .. instead|?|$
        7  works better|best
        7  would .. be|work better
        7  only|actually .. free|available|off|home .. after|on|before|<day>|until
        7  need .. move|change|push|different|another|new|later|earlier|sooner
        7  wait until|till .. <day>|next|after|then
        7  hold off until|till
        6  next week .. better|works|instead|please
        7  do|make|have it|this|that .. <weekday>|next
        10  otro|otra|diferente .. dia|hora|fecha|momento|horario|cita
        9  cambiar|cambie|cambien|cambiarla|cambiarlo|cambiamos|cambio_la|mover|mueva|muevan|posponer|pospon*|mov*la|atrasar|adelantar|aplazar .. cita|visita|hora|dia|para|fecha|la|$
        9  no puedo|podemos|podre|podremos|estare|estaremos|voy_a_estar|vamos_a_estar|voy_a_poder|vamos_a_poder|me_queda|me_sirve|me_funciona|nos_queda|nos_sirve|nos_funciona|funciona|queda|hay_nadie
        -4  ^ puedo|podemos apagar|usar|dejar|prender|encender|entrar|cerrar|abrir|mover|cocinar|lavar|banarme|dormir|quedarme|caminar
        9  no puedo|podemos .. <weekday>|ese|esa|estar|manana|hoy|recibir*|atender*
        8  no .. estar|estare|estaremos|haber .. casa|nadie|aqui
        8  puede*|pueden|podria*|podrian|podemos|se_puede|pudiera* .. venir|ser|cambiar|mover|pasar|hacer|dejarlo|dejarla .. mas_tarde|mas_temprano|<weekday>|otro|otra|antes|despues|en_la
        8  mas tarde|temprano .. ?|posible|mejor|por_favor
        8  mejor .. <weekday>|otro|otra|mas_tarde|temprano|la|el|en
        8  para|el|que .. sea .. <weekday>|otro
        7  prefiero|preferimos|preferiria
        7  tengo .. cita|trabajo|trabajar|doctor|que_trabajar|junta .. <day>|ese|esa
        -7  when|what_time .. <crew> come|coming|be
        -6  cant believe|wait|get_a|get_ahold
        -4  thanks
        -9  call me
        -9  <texts> .. twice|every|instead
        -7  no .. need|funciona_el|funciona_la|funcionan
        8  can|could|should we|i|you|u .. switch|swap|change|move|push|reschedule
        8  wrong day|time|date
        8  dont want .. before|after|morning|afternoon|early|late|<day>
        8  can|could .. stop_by|come_by|swing_by|drop_by .. later|earlier|instead|before|after
        9  rain|take a? check
        8  not good|great|ideal|doable .. for|with|then|time|day|<day>|$
        8  is|are not|no good
        8  i|we .. need .. later|earlier|different|another
        7  have|need .. to work|leave|be_somewhere|pick_up|take
        7  too early|late|soon .. for|can|could|me
        7  not .. until|till|before .. #|noon|<day>|afternoon|evening
        9  can|could we|you|u|they .. do|try|make|say|have|come|schedule .. another|different|diff|other|later|earlier
        9  jury duty
        8  mornings|afternoons|evenings|mondays|tuesdays|wednesdays|thursdays|fridays|weekends|<day> .. bad|tough|hard|rough|busy|impossible|no_good|wont|dont|doesnt|not_good
        8  se puede|podria|podemos .. <weekday>|otro|otra|despues|antes|mas_tarde
        8  se puede .. <day>
        8  trabajo .. ese|esa|dia|hasta|manana|lunes|martes|miercoles|jueves|viernes
        8  i|we work .. <day>|until|that|till|then|nights|days
        8  stuck|working .. work|late .. <day>
        8  going|headed|be|have_to_be .. out_of_town|hospital|airport|doctor|dentist|doctors|court|funeral|school|vet
        8  have|got|need to? .. take|pick|drop .. kid|kids|son|daughter|mom|dad|wife|husband .. <day>|then|that|at|to|up|off|from
        7  only|best time|times|day|days .. for|is|are|i
        7  free|available|home|off .. instead|only|after|then
        7  forgot .. have|had
        8  dont|wont have anyone|someone|somebody|anybody to? .. let|be|there|here|home|meet
        8  nobody|no_one|anyone .. let .. in
        8  <day>|that_day|day is .. birthday|graduation|wedding|funeral|anniversary|recital|surgery|appointment|holiday|party|game
        7  hospital|surgery|funeral|wedding|graduation|vacation .. <day>|then
        7  <day>|day|then is|are|isnt .. bad|tough|hard|rough|busy|impossible|out
        8  is .. after|before|later|earlier|another .. possible|available|ok|open
        8  at work .. is|can|could|after|before
        7  during my|the .. shift|class|school|work|meeting
        -8  cancel*|dont_send|no_vengan
        -8  could|can come sooner|faster
        3.7  cant|wont|not|unable|busy|bad|rough|hard|work|conflict|trip|viaje|no|earlier|later|different|instead|otro|otra|trabajo|puedo|ocupado|ocupada|travel|traveling|away
        8  cant|wont|dont do|make mornings|afternoons|evenings|weekends|mondays|fridays|weekdays
        8  no .. conviene|acomoda|viene_bien
        8  salgo de viaje
        7  <day>|morning|afternoon|noon .. is|are rough|bad|tough|hard
        8  need|want|have|like|trying to? switch|swap|change|move|push .. day|days|time|times|dates|date|it|visit|appointment
        8  dont|wont get|be home|back|off|there .. until|till|before
        7  anything|something on|over|for|in the? weekend|week|morning|afternoon|evening
        -7  mover|mueva|move|moved .. muebles|furniture|stuff|car|cars|things|boxes|truck|couch
        -6  need|someone .. responsibility|accountability
        8  too late|early|soon|far .. need|prefer|want|can|day|for|morning|afternoon
        8  need .. morning|afternoon|evening|weekend|mornings|afternoons|later|earlier|date|day|time $
        -9 another day|week with|without|of|gone|no|wasted|lost
        -9 call then|me|us|back|her|him
        -9 is there .. new|updated|revised
        -9 second|third|2nd|3rd time .. you
        -8 in .. driveway|street
        8 dont|do_not want .. anyone|anybody|you|them|crew .. before|after #|noon
        8 have|got .. class|work|school|exam|test|shift|practice|lab|finals .. then|<day>|that|at|until|$
        -9 they|he|she|crew|guys|luis .. not|still here|there|come
        -9 need to know|find_out|hear|see
        -9 call|telephone|phone|ring .. instead
        -9 <day> would|will be lovely|wonderful|great|perfect|fine
        -9 they|he|she|crew|guys|luis arent|isnt
        -8 should .. expecting|expect
        """,
}
