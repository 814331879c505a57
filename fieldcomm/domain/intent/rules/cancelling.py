"""Customers who want a visit, or us, no more."""

from __future__ import annotations

from fieldcomm.domain.intent.reading import Intent

TABLES: dict[Intent, str] = {
    Intent.CANCEL_VISIT: """
        10  cancel|cancell|canceling|cancelling|scrap|scratch|call_off|drop|skip|nix .. <visit>|visit|<day>|#|coming|pickup|pick_up|repair|estimate|inspection|crew|guys|thing|one
        10  cancel|cancelling|canceling .. my|our|the|todays|tomorrows|this|that|for .. <day>|visit|one|<visit>
        9  need|want|have|gonna|going|like|can|could|please|lets|let|must|should|gotta|must .. to? cancel|cancell
        8  ^ cancel it|that|this|please $
        8  cancel it|that|this
        7  cancel|canceling|cancelling
        9  dont|no_need|do_not|needn't .. come|send|bother .. <weekday>|out|over|here|anyone|today|by|crew|now|to|$
        9  dont come|send|show
        8  tell .. not to come
        8  no need .. come|coming|send|visit|for_the|for_a|to_come|for_anyone
        8  dont|no_longer need .. visit|appointment|<weekday>|estimate_appointment|to_come|inspection|pickup|pick_up|you_to_come|anyone_to_come|them_to_come
        8  call|calling it|the_visit|todays|the_appointment off
        7  not|wont .. need .. you|anyone|someone|them|guys|crew|visit|appointment .. <weekday>|to_come|after_all
        7  lets skip
        9  cancel* .. cita|visita|turno|para|la|el|<day>|lo|hoy|manana|estimado
        8  ^ cancel*|cancelar|cancele|cancelen|cancela|cancelo|cancelarlo|cancelarla $
        8  quiero|necesito|tengo_que|hay_que|puede*|pueden|favor|debo|quisiera .. cancelar*|cancele|cancelen
        8  no vengan|venga|manden_a|manden|mande_a
        8  no hace_falta|es_necesario|necesito .. vengan|venga|venir|visita|cita
        8  ya no .. vengan|venga|necesito_la|necesitamos_la .. hoy|manana|cita|visita|$
        -9  cancel .. job|everything|contract|service|all|whole|claim|work|account|project|trabajo|todo|contrato|servicio
        -9  dont|not|didnt|never .. cancel|canceling|cancelled|cancele|cancelen
        -9  no .. cancel*
        -9  <texts>
        -8  why .. cancel*|canceled|cancelled
        -8  was|were|got|been|did|they|you|insurance|has .. cancelled|canceled
        -8  did .. cancel
        -12  reschedule|rescheduled|rebook|another_day|another_time|different_day
        -6  another|different|other|move
        -6  when|unless .. come
        -7  dont come|send .. until|before|after|unless|without|in_the_back|through|between|first
        9  hold|holding off on? .. today|tomorrow|<weekday>|visit|coming|appointment|sending|for_now
        8  dont|not need|want .. tomorrow|today|<weekday> .. anymore|after_all
        8  take|pull me off .. schedule|calendar
        9  wont|not .. need|needing you|yall|anyone|them|the_crew .. <weekday>
        -8  cancel the cancel*
        9  no .. come|coming .. <weekday> .. please
        9  cancel .. $
        8  cancelen|cancele|cancela|cancelar .. por_favor|gracias|$
        8  dont|do_not send .. guys|crew|anyone|anybody|them|him
        -9  cancel .. order
        -8  cant .. cancel
        -7  send .. bill|invoice|estimate|receipt|check|luis|him|that_guy
        9  no quiero .. vengan|venga
        -6  can i|we pick|choose|get|have .. another|different
        9  nobody|no_one needs to come
        9  nobody .. needs|has|need to come
        9 nobody|no_one needs .. come|<weekday>
        8 cancelen|cancele|cancelenla|cancelenlo .. por_favor|favor|$
        -9 fixed|handling|handled|plumber|another_company|different_company|other_company|hired|roommate|ourselves|myself|somebody_else|someone_else|on_our_own|no_longer_need_the_work
        -9 cancel .. dumpster|hotel|pod|rental|storage|claim|insurance|policy|subscription
        """,
    Intent.CANCEL_JOB: """
        10  hired|hiring|found|getting|using|used|use|chose|choosing|going|went|called|picked|have|booked|gone|sending|sent .. another|other|different|diff|somebody_else|someone_else|competitor|servpro|other_guys .. company|contractor|guys|guy|crew|people|outfit|service|$
        10  going|went|gone|decided_to_go with|to someone_else|another|somebody_else|a_different|other|the_other|servpro|different
        10  hired|hiring|found|got|getting|using|called|had someone|somebody|anyone else
        10  someone|another|other|other_company|different|company|friend|neighbor|brother|husband|uncle|cousin|dad|son|landlord|plumber|handyman|insurance|insurer .. else? already? .. took_care|taking_care|fixed|fixing|did_it|handled|handling|doing_it|doing_the|is_doing|is_handling|dried|cleaned_it|sending_their|sent_their|do_it|already_came_and
        10  cancel|canceling|close|drop|kill|end|terminate|stop|scrap|call_off .. job|everything|contract|service|whole|claim|work_order|account|project|request|ticket|the_work|all_of|the_repair|file|all_work
        10  dont|no_longer|not|wont|dont_really .. need|want|require .. services|service|help|work|job|guys|repair|your_company|repairs|assistance
        10  dont|no_longer|not .. need|want|require you|yall|you_guys|it|anything|this .. anymore|after_all|any_longer|at_all|now|longer|$
        9  no longer need|needed|want|require|interested|necessary|required
        9  no longer|dont need|require|want .. services|service|help|job|work|you|anything
        9  took|taken|taking|take care of .. it|ourselves|already|myself|everything|problem|leak
        9  <be>|did|fixed|cleaned|dried|handled|handle|repaired|doing|do|got .. it|this|that|everything|them|leak|all .. ourselves|myself|ourself|on_my_own|on_our_own|ourselfs|by_myself
        9  ourselves|myself|ourselfs|on_our_own|on_my_own
        8  already|all fixed|resolved|repaired|handled|taken_care_of|dried_out|been_fixed|got_it_fixed|dried_up .. dont|so|no|cancel|you|$
        8  problem|issue|leak|it|everything|water .. is|has|got|been|was .. fixed|resolved|solved|gone|taken_care|handled|repaired .. itself|already|thanks|dont|no_need|so|$
        8  decided|deciding|decide|choosing .. not|against .. to|go|do|proceed|move|continue|repair|it
        8  not going|gonna|moving|to to? proceed|move|go|forward|ahead|use|continue .. with|forward|ahead|you|your
        8  take .. off .. waiting_list|waitlist|wait_list|schedule|queue|waiting
        8  give .. spot|place .. someone|else|next|another
        8  changed .. mind
        8  nevermind .. we|i|it|dont|fixed|found|got|all
        7  all set .. dont|no|found|got|already|thanks_anyway
        7  dont need .. anymore|help
        7  sold|selling .. house
        7  withdraw|withdrawing .. request|claim
        7  too expensive|pricey .. going|found|dont|no
        9  contrat* .. otra|otro|compania|alguien|empresa
        9  otra|otro compania|empresa|persona|contratista|compañia .. arregl*|hizo|va|lo|ya|nos|vino
        9  ya no .. necesit*|ocup*|requ*|hace_falta|quiero_el|quiero_que|queremos .. servicio|servicios|nada|trabajo|ayuda|de_sus|mas|$
        9  ya .. arreglamos|arregle|arreglo|arreglaron|resolvimos|resolvio|reparamos|reparo|repare|limpiamos|secamos .. nosotros|solo|otra|yo|mi|mismo|mismos|$
        9  cancel* .. todo|trabajo|servicio|contrato|proyecto|orden
        9  encontr* .. otra|otro|alguien
        8  lo arregl*|repar*|hizo|hicimos .. nosotros|mismo|mismos|esposo|hermano|vecino|plomero|primo|cunado
        -7  did .. hire|find
        -9  not|isnt|still|never|hasnt|wasnt|wont .. fixed|resolved|done|repaired|handled|taken_care
        -7  so .. i|we .. better|should|might|will .. hire|find|go
        -6  ?
        -7  stop|dont|until .. <texts>
        -7  if .. dont|not|nobody
        10  got .. fixed|repaired .. already|ourselves|elsewhere|no|so|thanks|$
        10  already .. fixed|repaired|resolved|dried|handled|taken_care .. no|so|thanks|dont|$
        9  ya? no .. hace_falta|es_necesario|ocupamos|necesitamos
        -9  <texts>|check_in|check_ins|checkin|checkins
        -7  dont want .. wait|morning|afternoon|<day>|one|early|late
        -6  no need .. come .. <weekday>
        10  hired|hiring|using .. their|his|her|my|our own .. crew|people|guys|contractor|company|team|plumber
        10  got .. guy|friend|family|someone|somebody|person|company|else .. to do|fix|handle|take_care
        9  cancel|scratch|drop us|me|all .. $
        9  not .. need you|yall|you_guys|your_help
        9  go|going .. different|another|other direction|route|company|contractor|way
        8  no longer|not .. interested
        9  we|i found .. somebody|someone|anybody|another|other .. who|to|sooner|cheaper|faster|that|else|already
        9  dried .. on_its_own|itself|out_already
        -8  can|could|should|may|do i|we
        9  handle|handling|doing|do|fixing .. through|with|using our|my|another|a builder|contractor|insurance|plumber|landlord|friend|guy
        10  going|went|go|gone with .. contractor|company|builder|plumber|guy|crew|restoration|handyman
        9  close .. file|job|ticket|request|case|account|#|out|k7f
        9  all fixed|repaired|good .. close|cancel
        9  going|went|go|sticking|signed|booked with them|him|her|those
        9  other company|contractor|guys .. today|first|sooner|already|now
        9  insurance|landlord|builder|they|he|she .. making|requires|wants|require|made me|us .. use|go|hire
        9  using|use their|his|her own? .. vendor|contractor|company|crew|people|guys
        -12 do|should|would|does|will|if i|we|that .. have|need|be_able .. cancel|end|close|stop
        -8 home warranty|lease|insurance|policy
        -8 escrib*|mensaj*|text*
        9.5 roommate|boyfriend|girlfriend|buddy|super|maintenance|coworker|grandson|nephew|brother_in_law|son_in_law|landlord|neighbor|husband|dad|uncle|handyman|plumber .. fixed|did|handled|repaired|took_care|got .. it|that|this
        9.5 handling|handled|doing|fixing|fixed it|this|that|everything .. through|with|by|using .. own|another|our|my|friend|family
        9.5 consegui|conseguimos|encontre|encontramos|contrate|contratamos|busque|tengo|hallamos .. otro|otra|plomero|alguien
        -9 stop|hold|pause|wait .. work|job ... until|till|for_now|while|when
        """,
}
