"""Contractors and owners of promises answering us: calls, offers of work, lists."""

from __future__ import annotations

from fieldcomm.domain.intent.reading import Intent

TABLES: dict[Intent, str] = {
    Intent.CALLED: """
        10  ^ called|llamado|llame|hable|spoke|ya_llame|ya_hable|talked|done_called|yes_called|ya_le_llame|ya_le_hable
        9  called|phoned|rang|dialed|callded .. her|him|them|customer|dana|reed|back|already|homeowner|the|owner|mrs|mr|client|tenant|twice|$|earlier|and|just
        9  spoke|talked|spoken|chatted .. to|with|her|him|them|customer|dana|already|homeowner|$|just|earlier
        9  i|just|already|we|have called|phoned|rang|spoke|talked|spoken
        9  got off|hung .. phone|with|up
        9  off .. phone .. with|now|$
        9  left .. voicemail|vm|message|voice
        9  got .. voicemail|vm|machine|hold_of|ahold|through_to
        8  reached|contacted .. <customer>|her|him|them|customer|dana
        8  call|callback .. done|made|complete|completed|handled|already|taken_care
        8  have|did .. call|called|speak|talk|talked
        8  took|taken care of .. call|callback
        8  she|he|they|dana|customer|homeowner .. good|happy|fine|aware|knows|all_set|squared|ok .. talked|called|spoke|now
        8  called .. no_answer|voicemail|nobody|went_to
        9  ya|le|les|la|lo|ya_le llame|hable|marque|llamamos|hablamos|llamo
        9  llame|hable|hablamos|marque|llamamos|platique .. con|a|al|a_la|cliente|senora|ya|ella|el|$
        8  deje|dejamos .. mensaje|recado|buzon|voz
        -9  not|havent|havent_yet|hasnt|didnt|never|cant|wont|nobody|no|who .. called|call|spoke|talked|reached
        -8  she|he|they|customer|dana|homeowner|insurance|tenant|adjuster|someone|client|plumber|guy|just? called .. me|us|in|about|and|asking|wants|to
        -8  no .. llam*|habl*
        -6  ?
        -9  so_called|called_off|called_out|called_in|calling_in
        -8  call|callback .. later|at|in|tomorrow|after
        -6  done|omw|here|arrived
        -6  manana|luego|rato|despues .. llamo|marco
        9  hung up .. with|now|$
        9.5  ^ called|spoke|talked
        9.5  ^ i called|spoke|talked
        9 went|goes|straight|directo to|al voicemail|vm|buzon|machine
        9 tried .. her|him|them|customer|dana|<customer> .. voicemail|no_answer|nothing|nobody|no_luck|picked_up
        4.2 ^ already|yes|just|yep did|called|talked $
        4.2 ^ did $
        -9 manana|luego|rato|despues|lunes|martes|miercoles|jueves|viernes ... llamo|marco|hablo
        -9 llamo|marco|hablo .. a_las|en|manana|luego|despues|como|cuando
        -9 went|goes|voicemail ... try|trying|again|later
        -8 ill|i_will|will|gonna|going_to .. call|try|ring|phone .. #|at|again|later|in|tomorrow
        9 ^ called .. she|he|they .. wants|said|asked|is
        9.5 she|he|they|customer|dana called|rang|phoned|reached me .. already|good|back|earlier|handled|set
        9 left message|voicemail|msg
        9 lvm
        18 she|he|they|customer|dana called|rang|phoned|reached me .. already|good|handled|set
        4.2 ^ .. did|called $
        10 no answer|pickup .. leave|left .. message|voicemail
        18 ^ called|spoke|talked <customer>|dana|her|him|them|customer|to|with
        9 ^ yes|yep|already|just .. just|already did $
        9.5 ^ voicemail|left_message|left_voicemail $
        """,
    Intent.CALL: """
        10  ^ call|dial|connect|llamar|llama|bridge|ring|marcar|conectar|ring_me|connect_me|call_now|dial_now|call_customer|call_her|call_him|call_them|conectame|conecteme $
        9  ^ call <customer>|her|him|them|dana|reed|customer|homeowner|now|the_customer|the_homeowner|# .. now|for_me|please|$
        9  connect|patch|put|bridge|transfer|conecta*|conecte*|comunica*|comunique* me|us|through|her|him|them|customer|call|con
        9  connect|patch|bridge|put .. through|with|to .. <customer>|her|him|them|dana|customer
        9  ring|dial .. <customer>|her|him|them|customer|me
        8  get .. <customer>|her|him|them|dana|customer on .. phone|line
        8  get me <customer>|dana
        8  can|could|please|would|pls .. you? .. call|ring|dial .. <customer>|her|him|them|dana|customer .. for|now|$|and
        8  make|place|start|initiate the|this|a|my call
        8  call .. through|me_and
        7  want|need|like|ready to .. call|talk|speak .. <customer>|her|him|them|customer|dana .. now|$
        8  llama*|llame*|marca*|marque* .. cliente|senora|senor|dana .. por_favor|ahora|$
        -9  will|ill|calling|called|cant|later|tomorrow|tonight|going_to|gonna|have_to|not|try_to call|dial|call_her|call_him|call_them|ring
        -9  dont|didnt|wont|did .. call
        -8  call .. at|after|around|in|tomorrow|later|tonight|on|by|first .. #|noon|<day>|minutes|hours|half|an|a|morning|lunch|thing
        -8  call .. <weekday>|later|tonight|#
        -8  call back
        -9  call in|out|off
        -6  when|if|what|who
        9 pase|paseme|pasame|paseme|comunica*|comunique*|conecta*|conecte* .. senora|cliente|con|ella|el
        9.5 call|ring|phone|dial <customer>|her|him|them|customer .. for me
        """,
    Intent.CALL_BACK: """
        10  ^ callback|callbak|devolver|regresar_llamada
        9  callback .. #|at|in|tomorrow|<day>|by|after|later|around|noon|half|hours
        9  call|ring|phone .. back
        9  will|ill|gonna|going|can|i_can|let_me|plan|able|have|need|try|trying|want|shall|should|might|better|gotta|am .. to? .. call|ring|phone|reach|callback|dial|calling .. her|him|them|customer|dana|the|at|in|by|after|later|tomorrow|<day>|#|back|when|around|as|homeowner|soon|shortly|first|it|them_at|$
        9  calling .. her|him|them|back|customer|dana|now|at|in|tomorrow|after|later|shortly|soon|#|right|the_customer|homeowner
        9  call .. her|him|them|customer|dana|homeowner|the .. at|in|by|after|later|tomorrow|#|around|before|when|tonight|noon|<day>|first|once|around
        9  call .. at|in|by|after|around|before|tomorrow|later|tonight|until|closer_to .. #|noon|half|hours|<day>|morning|lunch|minutes|few|five|ten|twenty|thirty|three|four|two|one|six|seven|eight
        8  call .. later|tomorrow|tonight|shortly|<day>|soon
        8  cant .. call .. until|till|before|right_now|now|yet|then
        8  cant .. until|till|before|by #
        8  move|push|change|make|reschedule|bump|delay .. call|callback|it .. to|back|for|until #|tomorrow|<day>|noon
        8  make .. it #|noon|tomorrow|<day>
        8  move|push|bump it|that|callback to|back|until
        8  tell .. <customer>|her|him|them|dana|customer .. call|calling|callback
        8  busy|driving|in_a_meeting|on_a_roof|on_another_call|tied_up|on_a_job|on_a_ladder .. #|call|until|till|later
        8  remind .. me .. #|in|at|tomorrow|later
        8  snooze
        8  more .. time .. #|until
        8  not .. now .. #|later|at
        7  talk|speak .. to|with .. <customer>|her|him|them .. at|tomorrow|later|after
        9  le|les|la|lo|yo llamo|marco|llamare|hablo|hablare|llamamos|marcare .. a_las|en|manana|despues|luego|mas_tarde|al_rato|como|#|$
        9  llamo|llamare|llamamos|marco|marcare .. a_las|en|manana|despues|luego|mas|tarde|al_rato|como|a|el|cuando
        9  voy|vamos|puedo|tengo|podria|podemos .. llamar*|marcar*|hablar*
        8  llamar* .. a_las|manana|en|luego|despues|mas_tarde
        8  despues|luego|al_rato|mas_tarde .. llam*|marc*|habl*
        8  muevelo|muevela|muevalo|cambialo|cambielo|pasalo|paselo .. a|para
        -8  called|spoke|talked|already
        -8  call .. me|us|if
        -9  call|calling|called in|out .. sick
        -7  she|he|they|customer|dana|client wants|asked|needs|would
        -6  come|be|go|omw
        -5  connect|patch|bridge
        9  manana|lunes|martes|miercoles|jueves|viernes|rato|despues|luego|las|tarde .. le|la|lo|los|les llamo|marco|hablo|llamamos
        9  give me? .. an|#|few|a|couple|about .. hours|minutes|more|min
        9  try|trying .. her|him|them|customer|dana|again .. again|back|at|in|later|tomorrow|around|after
        8  call .. when .. done|free|off|out|back|get|finish|finished|done_here|leave
        8  after .. lunch|job|stop|meeting|this .. call|ill|i_will|$
        8  # .. better|works .. call
        -8  on|have|got another job
        -7  need # more day|days|fans
        -7  day|days|dry|drying
        -6  make #|it
        -5  call it
        9  get|getting to|back_to her|him|them|it|customer|dana .. #|at|in|after|tomorrow|later
        9  cant talk
        3.8  later|when|after|tomorrow|until|till|in|at|manana|luego|despues|now
        8  call .. when|once i|we
        9  cant now|talk|right_now
        8  will call .. when .. park|stop|done|free
        8  give|gimme me? .. #
        7.3 need .. # minutes|hours|more|$
        9  can|could|will do #
        -9 can|could|would|will you .. call|dial|ring|phone|connect|patch
        9.8 asked|wants|wanted|told|said|asking .. me|us to? .. call|callback|ring|phone .. #|at|tomorrow|later|<day>|in|after|back|around
        9 driving|busy|roof|ladder .. call .. when|once|after|at|in
        -9 need # .. more? .. fans|dehumidifiers|dehu|air|movers|bags|people|guys|sheets|machines|days|equipment
        9 went|goes|voicemail ... try|trying .. again|later|#
        9 give .. <customer>|mrs|mr|her|him|them|dana|reed|customer .. call|ring|shout|buzz|callback
        9 will call|ring|phone before|after|by|around|at
        9.5 not .. yet .. will|ill|gonna|going_to .. call
        9.5 not .. yet / .. will|ill|gonna|going_to .. call
        19 asked|wants|wanted|told|said|asking .. me|us to? .. call|callback|ring|phone .. #|at|tomorrow|later|<day>|in|after|around
        12 give .. mrs|mr|<customer>|her|him|them|dana|reed|customer .. call|ring|shout|buzz|callback .. #|at|around|after|in|tomorrow|when|<day>
        9 hit|holler|reach|buzz .. her|him|them .. up|at|around|#
        9 get to|back_to|with her|him|them|it .. #|at|in|after|tomorrow|later
        -9 cant|wont|not .. get|make|be there|over|out|here
        9 not|cant now|right_now|yet|atm
        9 keep|keeping trying|calling
        12 will|gonna|going_to|can call|ring|phone|callback .. when|once|after .. there|done|off|free|parked|stopped|out|finished .. #
        18 call .. will|going_to|gonna be .. at|after|around|by|# #|noon
        14 not|wont|cant .. get|do|make ... call|callback .. until|till|before #|noon|<day>
        9 reach|reaching out|back .. to|at|after|in|around|by .. #|noon|customer|<customer>
        14 try|trying <customer>|again again? .. at|in|around|after|# #|noon
        12.5 call|phone|ring|calling|phoning|ringing <customer> back? at|around|after|by|in|until #|noon
        11 move|push|change|bump|slide|switch|shift|delay|set|schedule|put .. call|callback .. to|for|at|until #|noon
        9 follow|following|touch|check|checking up|base|in .. with .. #|noon
        17 wants|asked_for|requested|needs|expects a? call|callback .. #|noon
        14 # ... for|on that|the|this|my call|callback
        16 not|wont|cant|until ... able_to|get_to|to call|phone|ring .. until|till|before|after #|noon
        """,
    Intent.ACCEPT: """
        10  ^ y|yes|accept|accepted|confirmed|confirm|si|claro|acepto|aceptado|confirmo|confirmado|affirmative|roger|10_4|y_all|yes_all|all_y|sure|ok|copy|thumbsup|bet|absolutely|definitely|works|good|fine|perfect|dale|va|orale|sale|vale|perfecto|de_acuerdo|por_supuesto|si_claro|sure_thing|will_do|on_it|got_it|alright|yes_sir|si_senor|no_problem|all_good|sounds_good|done_deal|count_me_in|im_in|i_am_in|simon|great|cool|word|can_do|for_sure|10_4|copy_that|ofc|of_course|all_work|all_works|enterado|entendido|yes_yes|si_puedo|yes_i_can|i_can|ok_yes|works_for_me|that_works|listo_si|con_gusto|ahi_estare|estoy_en_eso|yo_voy|me_encargo|yo_me_encargo|yo_lo_tomo|mine|yo $
        8  ^ y|yes|accept|ok|sure|confirmed|si|accepted|confirm|yup|claro|roger|copy|absolutely|good
        8  ^ y|yes|accept|ok|confirm #
        9  i|we|ill|will|can|gonna|gladly|happy_to .. take|do|handle|cover|grab|make|get|run|accept|be|work|help|knock|own .. it|that|this|them|one|job|#|all|work|there|<day>|care|those
        8  i|we got|have this|it|that|them|her|him
        8  got it|this|that
        9  works|good|fine|great|perfect .. for|with|by me|us
        8  that|this|time|window|<day>|#|all|it|them|those|schedule|everything|both work|works|good|fine|great|perfect
        8  that|this|time|window|<day>|all|it|they|those is|are|looks|sounds|should .. work|works|good|fine|great|perfect|ok|doable
        8  sounds|looks|all good|great|fine|perfect|ok
        8  count|put|sign|book|mark|pencil me|us in|down|up
        8  i|we|will|ill|see|wil be|see there|then|you|them
        8  can|will do|make
        8  no problem
        8  on it
        8  happy|glad|good|able to
        8  handling|taking|taken|own|owning|grabbing|claim|claiming|covering|responding|going|working .. it|this|that|on|now|over|care
        8  am|going_to|on|heading .. available|free|open|in
        7  lets do it
        7  ^ ok|sure|yes|confirmed .. thanks|see|will|got|good|all|work|that|i|we|works|be|ill
        9  si .. puedo|podemos|voy|claro|acepto|ahi|yo|esta|confirmo|lo|la|jefe|perfecto|vamos|tomo
        9  acepto|aceptamos|confirmo|puedo_hacerlo|lo_tomo|la_tomo|lo_hago|yo_lo_hago|cuente_conmigo|cuenta_conmigo|ahi_estare|ahi_estoy|ahi_estaremos|lo_agarro|lo_agarramos|me_encargo|yo_me_encargo|yo_voy|me_apunto|ahi_voy
        8  esta|suena|perfecto|muy bien
        8  me|nos parece|queda|funciona|sirve bien|$|perfecto
        -9  not|cant|wont|dont|doesnt|isnt|unable|unavailable .. take|do|work|works|make|good|available|be|cover|handle
        -9  cant|wont|no_puedo|no_podemos|unable|unavailable
        -6  ?
        -6  but
        -5  done|finished|omw|late|here|arrived
        -8  no .. puedo|podemos|acepto|voy
        -8  called|spoke|talked|call
        9  got|with you|ya
        9  i_will|ill|calling call .. now
        8  calling .. now|them|her|him
        9  i will call .. her|him|them now
        8  will .. call .. right_now|now
        3.2  good|in|fine|great|ok|yes|sure|works|take|there|si|bien|puedo|voy|mine
        """,
    Intent.DECLINE: """
        10  ^ n|no|decline|declined|pass|nope|no_can_do|cant|negative|rechazo|no_puedo|nel|thumbsdown|no_thanks|no_way|cant_do_it|unavailable|not_available|no_sir|ni_modo|paso|reject|rejected|refuse|cannot|not_me|hard_pass|no_gracias|cant_make_it $
        8  ^ n|no|decline|nope|pass|cant|no_puedo
        9  ^ n|no|decline|reject #
        9  cant|unable|not|wont|not_gonna|not_able|not_going_to|dont_think|wont_be|wont_be_able .. do|make|take|cover|get|be|work|handle|accept|fit|have|available|run|go|able .. it|that|this|<day>|one|#|there|job|then|them|time|to|all|both|either|$
        9  not|isnt|arent|wont_be|un .. available|free|able|possible|open
        9  unavailable
        9  have|got|to|on|need|needs|take .. someone|somebody|another .. else|crew|guy|tech|one
        9  give|send|assign|offer|reassign|pass|hand|find|get|move .. it|that|this|job|to|someone|somebody|#|one .. to? .. someone|somebody|another|else|mia|luis|other
        9  someone|somebody else
        8  booked|full|slammed|swamped|double_booked|overbooked|packed|maxed_out|jammed|tied_up|booked_up|booked_solid|loaded .. that|already|up|solid|all|<day>|then|today|at|with|$|out|rest|sorry
        8  already .. booked|have|got|on|committed|scheduled|busy|at .. job|another|one|then|that|something|<day>|#|$
        8  day off|am off|i_am_off|vacation|out_of_town|off_that_day
        8  i am|am|we_are off .. <day>|that|then
        8  have|got .. doctor|dentist|court|funeral|wedding|appointment|conflict|kids|another_job|other_job|another|prior .. <day>|then|that|at|$
        8  conflict
        8  too far|much|busy|tight|late_for_me|early_for_me
        8  gotta|have_to|ill|i_will|gonna|im_going_to|going_to pass|decline|skip|turn
        8  pass on
        8  not mine|my_area|my_job|my_side|doing
        8  doesnt|does_not|wont|dont|not .. work|fit|gonna_work
        8  # .. wont|doesnt|cant|not|no .. work|do|make|good
        8  drop|swap|skip|remove me|#|stop|that|job
        8  can .. do|make .. instead|rather
        7  instead|rather
        7  how|what about .. #|<weekday>
        7  busy
        9  no .. puedo|podemos|podre|podremos|acepto|voy_a_poder|alcanzo|me_queda|estoy_disponible|disponible|voy|me_da_tiempo|tengo_tiempo|trabajo_ese|trabajo_los
        8  ocupado|ocupada|lleno|comprometido|no_disponible
        8  mande*|manda*|dele|dale|den*|pase*|asigne* .. otro|otra|alguien|luis|mia
        8  otro .. dia|que_vaya|tecnico
        -8  sick|truck|van|broke
        -8  cant|not .. get_in|find|reach|access|call|hear|see|until|till
        -6  ?
        -6  late|minutes
        -8  no problem|worries
        -7  nobody|home|answer
        9  on|at|have|got another|other|different job|one|call .. until|til|then|that|at|till|$
        9  cant|unable .. on|at .. job|another|until
        3.2  cant|not|off|family|busy|wont|unable|booked|conflict|vacation|no|else|another
        8  family|personal|kid|kids stuff|emergency|thing|event .. <day>|that_day|then
        9  cant on|at another|a|other job
        -9 part|parts|material|materials|flooring|pump|permit|order|cabinets|adjuster
        """,
    Intent.JOBS: """
        10  ^ jobs|job|list|schedule|route|today|tomorrow|agenda|trabajos|lista|ruta|horario|stops|my_jobs|my_day|my_schedule|my_list|my_route|my_stops|calendar|jobs_today|jobs_tomorrow|next|whats_next|what_is_next|mis_trabajos|mi_lista|mi_ruta|mi_agenda|next_job|next_stop $
        9  what|wat|which|whats .. have|is|do|jobs|got|are|we .. on|today|tomorrow|next|<day>|schedule|list|my|plate|for_me|jobs|lined|have|got|left|up
        9  what .. my .. day|schedule|jobs|list|route|next|first|stops|calendar|lineup|line_up|agenda
        9  my|the|todays|tomorrows|new|updated|our schedule|jobs|list|route|stops|lineup|agenda|itinerary .. ?|for|today|tomorrow|please|again|$
        9  send|resend|show|text|give|get|need|see|have|forward|want|can_i .. my|the|me|today|tomorrow|new|a .. jobs|list|schedule|route|stops|day|agenda|addresses|lineup|itinerary
        9  where .. am|are|do|is|to|we|i|my|next|should .. next|going|headed|first|need|go|stop|job|today|tomorrow
        9  where .. next|first|to ?
        9  next|first|last|1st job|stop|one|appointment|house|address|visit .. ?
        9  what|when|where .. next|first|last|1st job|stop|one|appointment|house|call
        9  how many .. jobs|stops|houses|left|calls|visits|appointments
        9  any|anything|got_any|have_any .. jobs|else|work|more_jobs|more|left|for_me|other_jobs|stops .. today|tomorrow|for|?|left|on|$
        8  am i .. scheduled|booked|working|on .. today|tomorrow|?|<day>
        8  who .. next|first|today|am_i_seeing
        8  addresses|address .. today|tomorrow|next|jobs|for
        8  what time .. first|next|start|job|stop|am_i|do_i
        8  jobs .. today|tomorrow|for|list|<day>|?
        8  what .. tomorrow|today ?
        9  que .. trabajos|tengo|hay|toca|sigue|tenemos .. hoy|manana|?|trabajo|trabajos|$
        9  cual|cuales|donde|adonde|a_donde|cuantos .. sigue|trabajos|proximo|siguiente|toca|voy|tengo|mi|me|primera|primero
        9  mi|la|mis|manda*|mande*|envia*|pasa*|pase* .. lista|ruta|agenda|horario|trabajos
        8  siguiente|proximo|proxima|que_sigue .. trabajo|parada|casa|?|cliente|$
        8  a que hora .. primer*|siguiente|proximo|empiezo|entro
        -8  done|omw|here
        -9  address .. for|of .. reed|dana|#
        -7  part|parts|fans|code|key
        8  what else .. today|tomorrow|have|got|left|for|?|$
        8  anything else .. today|tomorrow|me|?
        """,
    Intent.THANKS: """
        6  thanks|gracias|appreciate
        6  ^ ok|thumbsup|heart|cool|got_it|understood|good|great|perfect|copy|copy_that|10_4|roger|entendido|enterado|no_problem|sounds_good|will_do|have_a_good_night|have_a_good_one $
        6  have .. good|great day|night|one|weekend
        -6  ?
        """,
    Intent.HELP: """
        10  ^ ?|help|ayuda|commands|info|options|menu|opciones|instructions|comandos|ayudame|help_me $
        10  ^ ? $
        9  what|which|wat .. can|do|should|could|are .. i|we|the .. text|reply|say|type|send|write|respond|commands|keywords|words|codes|options
        9  what .. commands|keywords|options|codes
        9  how .. do|does|can|to .. i|this|it|we|you|text|tell|mark|report|say|use|accept|decline|check .. work|works|use|text|accept|decline|mark|report|check|tell|say|reply|send|done|log|close|let|in|cancel
        8  forgot|dont|cant|no .. know|remember|commands|command|what|how .. to|text|commands|word|command|reply|say|send
        8  who is|are this|you
        9  forgot|need|remind|list|what|whats|send .. commands|keywords|options
        8  command|commands|list of commands|words|for
        9  que .. puedo|palabras|comandos|tengo_que|debo|opciones .. escribir|mandar|poner|texto|responder|contestar|usar|decir
        9  como .. funciona|le_hago|reporto|marco|uso|acepto|aviso|digo|respondo|se_usa|contesto
        8  quien .. es|eres|habla
        -8  help .. with|me_with|him|her|them|carry|on|lifting|moving|unload|out|is|at
        -8  how .. get|find|long|far|many|much
        -8  need .. help|hand .. #|with|at|on|here|lifting
        9  what|which .. words|commands .. understand|know|recognize|work
        """,
}
