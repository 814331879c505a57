"""Contractors at the job: done, coming back, nobody there, what was found."""

from __future__ import annotations

from fieldcomm.domain.intent.reading import Intent

TABLES: dict[Intent, str] = {
    Intent.DONE: """
        10  ^ done|finished|complete|completed|all_done|wrapped_up|wrapped|finito|fini|listo|terminado|termine|terminamos|ya_termine|ya_terminamos|ya_quedo|quedo_listo|job_done|all_finished|done_here|we_done|im_done|were_done|done_and_done|job_complete|ya|wrapped_it_up|ya_esta|acabe|acabamos $
        9  ^ done|finished|completed|complete|wrapped
        9  i|we|am|all|just|job|are|were|is|got|everything|work|its|demo|crew|we_are|about|are_all|about_to_be done|finished|complete|completed|wrapped|through .. here|with|at|up|the|$|for|now|all
        9  done|finished|complete|completed|wrapped|wrapping with|at|here|up|the|for|and|job|all|today|now|out|#
        8  done|finished|completed|wrapped_up|wrapped|wrapping_up|buttoned_up|all_set_here|knocked_out|knocked_it_out
        8  job|work|visit|install|pickup|pick_up|everything|tearout|demo|repair|inspection|estimate .. is|was|all? done|complete|completed|finished|wrapped|good_to_go
        8  all set|good|buttoned_up|wrapped_up .. here|at|heading|leaving|there|on
        7  packed|packing|packing_up|cleaning_up|cleaned_up|loaded|loading .. up|out|heading|leaving|and|the_truck
        7  picked up .. equipment|fans|all|everything|dehumidifiers|machines|gear
        7  equipment|everything picked_up|pulled|out|removed|collected
        7  customer .. signed|happy|satisfied|signed_off
        7  signed off
        7  thats a wrap
        9  ya|todo .. termine|terminamos|acabe|acabamos|quedo|listo|terminado|hecho
        9  listo|quedo .. aqui|trabajo|todo|con|la|el|en|$
        9  termine|terminamos|acabe|acabamos|terminado|finalizado|completado
        8  todo|trabajo|quedo|ya listo|terminado|hecho|quedo
        8  ya .. quedo|esta_listo|esta_terminado|hicimos|recogimos
        -9  not|isnt|wont|almost|nearly|when|havent|until|before|should_be|will_be|if|cant|once|half|halfway|never|after|be|gonna_be|going_to_be|probably .. done|finished|finish|complete|completed|finishing
        -8  # percent|% done
        -6  ?
        -8  no .. termine|terminamos|acabe|terminado|listo|hemos
        -7  casi|cuando|falta|hasta|antes .. termin*|list*|acab*
        -7  no can do
        6  left|leaving site|customer|reed|property|jobsite
        -6  called|spoke|talked
        -5  be|should_be .. there
        -6  wrapped_up|finished|done|wrapped|eating lunch
        -5  heading|headed|omw|on_my_way .. next
        -6  drying started
        -9 finished|wrapped|done|just .. up|with|eating? .. lunch|breakfast|coffee|dinner|break|eating|paperwork
        -9 manana|lunes|martes|miercoles|jueves|viernes termin*|acab*
        -8 tell|let <customer>|her|him|them|dana|customer .. done|finished
        9 just|i|we got done|finished
        """,
    Intent.RETURN_VISIT: """
        10  return|comeback|come_back|follow_up|followup|second|another visit|trip|appointment|needed|required|visits
        9  need|needs|have|has|gotta|got|will|gonna|going|should|must|want|ill|am_going|are_going|had|we_will|plan|planning|can|supposed|probably to? .. come|be|go|get|head|swing|return|stop|circle .. back
        9  need|needs|have|will|must|gonna|going to? .. return|comeback|revisit
        9  return|returning|revisit|comeback .. <day>|in|on|to|for|at|with|#|next|needed|required
        9  come|coming|be|go|going|came|swing|head|circle|swinging|stop|stopping back .. <day>|for|to|in|on|with|at|and|#|next|later|after|out|by|when|again|soon|here|there
        9  back .. <weekday>|next|on_the|in_# .. to|for|with|at|pick|check|finish|pull|$
        8  back .. on|in|next|again|out <weekday>|week|#|month
        8  back <weekday>
        8  back .. to .. finish|pick|check|pull|complete|install|get|swap|remove|collect|take|monitor
        8  finish|pick|check|pull|complete|finishing|swap|remove|continue .. up? .. <weekday>|next|on_the|later_this
        8  needs|need|require|requires|gonna_need|will_need another|second|2nd|follow_up|followup|one_more|return .. visit|day|trip|look|appointment|session|$
        8  schedule|book|set|put .. return|followup|follow_up|another|second|revisit|me_back
        8  parts|part .. ordered|order|on_order|come_in|arrive .. back
        8  not .. done|finished|complete .. back|return|tomorrow|<weekday>
        8  one|1|another more trip|visit|day
        7  part two|2
        9  tengo|tenemos|hay|necesito|necesitamos|voy|vamos|debo|toca|tendre|tendremos|habra que|a|otra|volver|regresar .. volver|regresar|otra|visita|vez
        9  volver|regresar|regreso|regresamos|vuelvo|volvemos|volvere|regresare|regresaremos|volveremos .. el|la|manana|en|a|<day>|por|para|otro|otra|con|con_la
        9  otra visita
        9  falta|faltan .. volver|regresar|vuelvo|regreso
        -7  omw|headed|heading .. back
        -8  call .. back
        -8  back .. at .. shop|office|warehouse
        -6  ?
        -8  call|text|get back
        -7  water|leak|mold|customer|she|they|he|power|came|power_is|heat|electricity|electric|dana|homeowner .. back
        -8  no need|dont .. to? .. come|return
        -8  late|traffic|running
        -5  on|heading my|the way
        10  ^ return|return_visit|comeback|come_back|revisit $
        -9 otra hora
        """,
    Intent.NOBODY_HOME: """
        10  nobody|noone|no_one|nobodys|not_a_soul .. home|here|there|answering|answers|answered|at|around|came|in|opened|house|coming|to_the_door|opening
        9  no answer|response|reply|one .. door|knock|home|bell|here|there|at|house|when|knocked
        9  ^ no answer|response|nobody|show $
        9  no one|body .. home|here|there|at|answering
        9  not|isnt|arent|wasnt|isn't|aint .. home|here|there|answering|at_home|opening|coming_to_the_door
        9  customer|homeowner|owner|tenant|client|she|he|they|dana|resident|reed .. not|isnt|wont|no|gone|away|didnt|doesnt .. home|here|there|answer|answering|show|open|come|house|up
        9  knock|knocked|knocking|rang|ringing|rung|banged|banging|tried|buzzed .. no|nobody|nothing|twice|several|times|door|bell|for|three
        8  customer|homeowner|tenant|owner|client no_show|noshow|no_shows|mia|forgot|gone|left|absent|unavailable
        9  door .. locked|no_answer|nobody
        9  locked .. out|up|nobody|no|door|gate|cant
        8  cant|unable|no .. get|getting .. in|access|inside
        8  no access
        8  cant .. get|access|in .. house|property|unit|building|gate|inside
        8  house|place|home|unit|apartment .. empty|locked|dark|is_locked|vacant|closed
        8  no cars|car .. driveway|here
        8  empty house|driveway
        8  waited|waiting|been_here|gave .. # .. no|nobody|minutes|left
        8  left .. door|card|tag|hanger|note_on
        8  gate .. locked|closed
        9  nadie .. casa|abre|contesta|responde|abrio|aqui|sale|salio|contesto|atiende|esta|hay|$
        9  no hay nadie
        9  no .. abre*|contesta*|abrio|abrieron|responde*|esta|estan|sale|hay .. nadie|puerta|casa|cliente|senora|senor|dueno|$
        9  toque|toco|tocamos|tocando .. puerta|timbre|nadie|no|veces
        9  casa .. cerrada|vacia|sola
        9  cliente|senora|senor|dueno|duena .. no .. esta|contesta|abre|llego
        -7  ?
        -6  called .. no_answer|voicemail
        -5  phone|call|calling|dialed|voicemail .. answer|no_answer|nobody
        -7  no answer|response .. phone|call|called|text|cell
        -7  locked .. up|when|after|behind|the_door_when
        -6  let_myself|key_under|used_the_key|lockbox
        -7  not here|there .. yet
        -7  fans|dehumidifier|equipment|outlet|breaker .. not|isnt
        10  no show|shows
        9  cancelled|canceled on me|us .. nobody|no_one|not
        8  knocked|knocking|rang|door ... nobody|no|not
        9  doorbell|bell|door|knock|knocked ... no answer|response|one|luck
        9  no answer|response ... waited|door|bell|left|home|house
        """,
    Intent.NOTE: """
        10  ^ note|nota|notes|memo|internal|apunte
        9  note .. to|for|on|about|that|file|job|this|self|#|:|:
        8  add .. note|notes|file
        8  note|put|log|write|jot|record|add .. down|file|job|that|notes|this|it .. file|job|notes|record|ticket|card|account|$
        8  for the? file|record|records|notes|next_guy|next_crew|next_tech|whoever
        7  gate|door|lockbox|lock_box|alarm|garage|keypad|entry|key|access .. code|is_#|combo|pin
        7  code .. gate|door|garage|alarm|lockbox|is
        7  key|keys .. under|in|on|with|at|mailbox|behind|neighbor
        7  dog|dogs|cat|pit|puppy|perro|perros .. bites|yard|loose|in|mean|friendly|crate|barks|careful|aggressive|back|out|suelto|bravo|escape|out_of
        7  watch|beware|careful|mind .. dog|dogs|step|stairs|cat|floor|out|for
        7  heads up
        7  park|parking .. on|in|around|behind|back|street|rear|only|side|is|spot
        7  use .. side|back|rear|front|garage .. door|entrance|gate
        7  shutoff|shut_off|water_main|main_valve|breaker_panel|meter .. is|in|behind|under|located
        7  fyi
        7  tenant|homeowner|customer|owner|she|he|they .. prefers|works|is_deaf|deaf|elderly|hard_of_hearing|speaks|allergic|has_a_dog|needs|prefer|sleeps|only_speaks
        6  next time
        6  remember|remind|reminder
        6  ladder|tools .. needed|need|bring
        6  bring .. ladder|extra|fans|hose|more|boots|respirator|tools|cord
        8  ^ nota|apuntar|anota|anote|anoten
        8  anot*|apunt* .. que|en|el|la
        7  codigo .. puerta|porton|reja|es|alarma
        7  llave .. esta|bajo|debajo|tapete|con
        7  perro .. bravo|patio|suelto|muerde
        7  cuidado|ojo con
        -6  ?
        -8  done|finished|omw|late
        -9  ^ what|where|who|which|how|does|do|is|can|cual|donde|quien
        9  customer|homeowner|she|he|says|said|wants|tenant|owner .. use|park|enter|text_only|call_first|ring .. gate|door|side|back|entrance|rear|garage|driveway|street|$
        8  text|call only|first|before
        7  side|back|rear gate|door|entrance
        6  alarm|lockbox|breaker|shutoff|valve
        9  make|add|put|leave|take a|this note|memo
        """,
    Intent.UPDATE: """
        10  ^ update|actualizacion|status|progress|status_update|avance|quick_update|job_update
        9  update .. for|on|customer|the|them|her|him|dana|#|is
        9  tell|let .. <customer>|customer|them|her|him|dana|folks|people .. that|we|the|know|its|it|fans|drying|parts|i|you|about|to
        9  let <customer>|dana know
        9  pass .. along|on .. to|that|customer
        9  diga*|avis*|dile|digale|avisale|avisele .. cliente|senora|senor|que|dana
        7  moisture|humidity|readings|reading|levels|meter|rh|gpp .. is|are|at|down|up|still|high|low|good|better|dropping|#|dry|normal|looking|coming|over|reads|shows
        7  # percent|%|rh
        7  drywall|carpet|floor|floors|flooring|cabinets|cabinet|baseboard|baseboards|insulation|subfloor|pad|padding|ceiling|walls|wall|tile|sheetrock|kitchen|basement|hallway|bathroom|bedroom|attic|crawlspace|hardwood|closet|crawl_space|living_room|laundry|garage .. is|are|was|has|have|out|wet|dry|removed|torn|gone|drying|dried|pulled|cut|done|still|looks|down|in|needs|need|ok|damaged|installed|buckled|warped|soaked|saturated|demoed|gutted|finished|almost|coming
        7  pulled|removed|tore|cut|set|placed|installed|ran|put|demoed|extracted|pumped|sprayed|treated|dropped|swapped|drilled|hung|patched|replaced|fixed|found|repaired|capped|added|moved|sealed|stopped|shut|started|primed|painted|taped|mudded|hauled .. out|up|carpet|drywall|fans|fan|dehumidifiers|dehumidifier|baseboards|water|pad|equipment|mold|leak|pipe|the|antimicrobial|section|holes|#|insulation|cabinets|floor|tile|containment|air_mover|air_movers|machines|in
        7  fans|fan|dehumidifiers|dehumidifier|equipment|air_movers|machines|dryers|scrubber|movers|blowers .. running|on|set|placed|stay|staying|are|in|need|going|up|still|is|setup|working|will
        7  drying|dryout|dry_out|demo|tearout|repair|work|job|project|install|mitigation|everything .. is|going|started|starting|ahead|on|will|coming|looks|looking|progress|progressing|about|almost|half|halfway|should|takes|well|good
        7  found .. mold|leak|damage|asbestos|water|rot|more|source|the|crack|wet|a
        7  mold .. behind|in|on|under|found|growing|present|visible
        7  parts|part|material|materials|flooring|cabinets|drywall|pipe|order|permit .. ordered|arrived|arrive|in|delayed|backordered|back_ordered|come|coming|here|on_order|will|delivered|delivery|approved
        7  waiting .. on|for .. parts|material|adjuster|insurance|plumber|electrician|part|permit|delivery|inspector|approval|lab|results|test
        7  adjuster|plumber|electrician|inspector|insurance .. came|coming|is|was|will|approved|needs|has|here|wants|said|signed|didnt
        7  half|halfway .. done|through|there|dry
        7  almost|nearly|mostly|not|not_quite|still .. done|finished|dry|wet|complete|drying|there_yet
        7  # .. more|another days|day .. drying|dry|needed|to|of|at|on|until|$
        7  need|needs|will_take|gonna_take|going_to_take|should_take|take .. days|day|weeks|week|longer
        7  should be dry|done|finished|ready|complete
        7  be|have .. done|dry|finished|ready .. by|tomorrow|<day>|in|today|next
        6  leak|water|power|pipe|heat .. is|was|stopped|fixed|off|back|out|shut|found|turned|source|coming
        6  dry|drying|wet
        6  day|dia # .. of|dry|drying|$
        6  estimate|scope|photos|pics|pictures|report .. sent|uploaded|written|done|ready|attached|submitted|taken
        6  sent|took|uploaded|taking|submitted .. photos|pics|pictures|estimate|report
        7  humedad|secado|secando|seco|seca|ventiladores|deshumidificador|deshumidificadores|alfombra|piso|pared|paredes|techo|cocina|bano|moho|fuga|tubo|tuberia|material|materiales|piezas|pieza .. esta|estan|ya|va|sigue|siguen|todavia|casi|quedo|quedaron|mojad*|seco|seca|secos|bien|alta|baja|bajando|corriendo|prendidos|puest*|encontr*|llegaron|llega|llegan|atrasad*
        7  quitamos|pusimos|instalamos|sacamos|cortamos|encontramos|encontre|dejamos|deje|cambiamos|reparamos|secamos|puse|quite|instale|cambie|arregle|arreglamos .. el|la|los|las|un|una|#|moho|agua|alfombra|ventiladores|todo
        7  vamos .. bien|mitad|media
        7  falta*|faltan .. dia|dias|secar|poco|el|la
        -6  ?
        -9  ^ done|finished
        -7  omw|heading_over|headed
        -6  need|running_low|low|out_of|short .. fans|dehumidifiers|bags|equipment|plastic
        8  customer|homeowner|owner|tenant|client|dana|she|he said|says|wants|asked|asks|told|decided|wanted|agreed|is_asking|approved|picked|chose
        7  cant stop|find|fix|reach|finish .. leak|source|it|the
        7  need|needs a|an|the plumber|electrician|roofer|permit|adjuster|hygienist|asbestos|test
        8  started|drying|dry|running|setup|set .. overnight|now|today
        8  finished|done|completed .. drying|started
        8  need|needs # more day|days
        8  # more day|days
        8  need|needs .. more .. day|days|time|week .. dry|drying|finish|for
        9  diga*|avis*|dile|digale|dígale .. que
        -6  can|could|please .. office|someone
        -9 wants|asking|asks|asked|need|needs|wanted to? know .. if|whether|about|how|what|when|who|why
        -9 asking|asks|asked if|whether|how|what|who|why
        6.5 ^ please? tell|inform <customer>|dana|reed|mrs|her|him|them|the_customer|customer|homeowner
        -7 wants .. instead
        -9 cant .. find
        -8 i|we|just|all|got|am done|finished|wrapped here|with|and|up|everything
        8.5 ^ tell|inform <customer>|dana|reed|mrs|her|him|them|the_customer|customer|homeowner
        8 can|could|please|pls .. let|tell <customer>|dana|her|him|them|customer|homeowner|mrs .. know|that
        -6 tell .. .. call|late|omw|running
        8 part|parts|material|materials|flooring|pump|insurance|permit|order|cabinets|adjuster .. wont|not|until|backordered|delayed|expected|by
        """,
}
