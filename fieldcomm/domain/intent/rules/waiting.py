"""Customers waiting for a visit: when is it, they are here."""

from __future__ import annotations

from fieldcomm.domain.intent.reading import Intent

TABLES: dict[Intent, str] = {
    Intent.ASK_WHEN: """
        9  when .. <be>|will|can|do|does|should|would|is|might|could|r|are_you <crew>|it|this|that|i|we|luis|the|my|our|your .. <come>|be|here|start|get|expect|done|finish|finished|happen|out|back|next|send|hear|ready|scheduled|pick|show|there|someone
        8  when|wen|wheb|whn <be>|will|can|do|does|should|would|r|could|u|you|they|is_someone|exactly
        8  ^ when $
        8  when ?
        8  any idea|clue|guess|word|estimate|sense .. when|what_time|how_long|how_soon
        8  know|tell|say|ask|asking|wondering|find_out|see|check|checking .. when|what_time|what_day|how_long|how_soon|if_someone|if_anyone|if_they|if_you|status|where
        9  what|wat|which|around_what time|day|hour|date|times .. <be>|will|can|should|do|does|would|today|tomorrow|for|they|you|he|is|u|the|?
        9  what time
        8  what|which day
        8  eta .. ?|for|on|yet|please|crew|time|today|is|him|them|$
        8  any|whats_the|got_an|an|have_an|the|your|what_is_the eta
        8  how much|many longer|more|more_time|days_until|days_till|hours
        8  how long|soon|far .. till|until|before|away|out|will|is|are|am|wait|be|do|does|till|to|for|again|the|it|they|we|now|can|should|$
        8  how soon|far
        8  how long
        8  where <be>|r|you|they|the|is|my <crew>|luis|guys|it|yall|the|my|your|our
        8  where .. at
        7  where .. <crew> .. ?
        8  <be>|is <crew>|luis|it|yall|we|still|anyone .. still|close|near|coming|on|almost|on_the_way|on_their_way|on_his_way|omw|nearby|getting|en_route|running|headed|scheduled .. ?|today|tomorrow|way|here|late|now|or|by|to|for|$
        8  is|are|r anyone|someone|you|they|guys|yall|he|the_crew|the_guys|luis|crew .. coming|come|still|on
        8  <be> .. <crew> coming
        8  <be> .. running late|behind|on_time|on_schedule
        8  still coming|on_for|on_track|on_schedule|happening|good_for|planning|on|scheduled|expecting
        8  still .. today|tomorrow ?
        8  any|have_any|got_any|there_any|no update|updates|news|word|progress|info|movement|timeline|timeframe|time_frame|development|developments|status|change|changes|luck
        8  update|status|progress|timeline|timeframe|news .. on|for|please|?|about|$
        8  ^ update|status|updates|news|eta|timeline|progress $
        7  what|whats is? the? status|latest|word|timeline|plan|update|hold_up|holdup|situation|schedule|timeframe|deal|eta|delay|next_step|next_steps|progress|game_plan|scoop
        7  what is going_on|happening|next|up_with|the_plan|left|the_story .. with|today|our|my|?|$
        7  what happens|comes next
        7  have|has|did <crew>|it|anything|insurance|insurer|adjuster|parts|flooring|materials|anyone|anybody .. hear|heard|get|come|approved|arrive|arrived|approve|back|looked|respond|responded|move|moved|change|changed|happened|been ... ?
        7  heard .. anything|back|from|yet
        7  hear .. back .. yet
        7  where .. in|on line|list|queue|waitlist
        7  am|are i|we .. on|in|next|still .. list|line|queue|schedule|next
        7  place|spot|position|number .. line|list|queue
        7  how many .. ahead|before|in_front|people|homes|houses
        7  how .. far|down .. list|line
        7  moved|moving up .. list|line
        7  on|off|for schedule|calendar .. ?
        7  did .. forget|forgot .. us|me|about
        7  expect|expecting .. you|them|someone|somebody|him|call|crew|today ?
        7  should|do|can|could i|we .. expect|wait|be_home|stay|wait_around|leave|go_to|plan .. ?|today|home|around
        7  today or tomorrow
        7  is|are .. today|tomorrow .. still|happening ?
        7  remind .. when|time|what
        7  what|which .. window|slot
        7  is|was .. appointment|visit .. at|for|on|still|today|tomorrow|between|confirmed .. ?
        6  are we .. today|tomorrow|still|next|ever
        6  will .. <crew>|it|the .. today|tomorrow|soon|here|come|be|call|make|show|get ... ?
        6  will|is <crew>|someone|it .. coming|come|here|back|call|still
        6  <come> .. today|tomorrow|soon|yet|or_what|or_not|still ?
        6  here yet
        6  there yet
        6  almost|close here|there|ready ?
        6  soon ?
        6  yet ?
        5  <weekday> ?
        6  waiting .. to_hear|on_an_update|for_an_update|for_news|to_find_out
        6  would|want|like|need|could_i|can_i|can_we|please|get|have|give .. update|status|timeframe|timeline|eta|idea
        6  haven't|havent heard .. anything|back|from|yet|word
        6  keep .. posted|updated|informed
        6  let .. know|me_know when|what_time|where|if_someone|if_anyone|as_soon
        9  cuando|kuando .. vien*|van|va|llega*|pueden|puede|empie*|comien*|termin*|me|es|sera|estan|estara|regresa*|vuelv*|pasan|sale|toca|manda*|nos|?|$
        8  cuando
        9  a_que|que|a_k|aque hora|horas|dia|horario
        9  cuanto|cuantos|cuantas .. falta|tiempo|tarda*|tard*|mas|dias|horas|rato|se_demora|demor*|le_falta|para|minutos
        9  donde|por_donde .. viene*|esta|estan|anda*|van|va|quedo|quedaron|vienen
        8  ya .. vien*|vienen|viene|casi|mero|van|llegan|cerca|estan_cerca|salieron|salio|saben|sabe|sabes|hay|tienen|tiene .. ?|fecha|noticias|en_camino|algo|respuesta
        8  vienen|viene|van_a_venir|va_a_venir|van_a_llegar|siguen|sigue|llegan|vendran|vendra .. hoy|manana|siempre|ya|o_no|todavia|en_pie|$
        8  hay|alguna|algun|tienen|tiene|tienes .. noticia|noticias|novedad|novedades|fecha|actualizacion|avance|avances|respuesta|algo_nuevo
        8  noticia|noticias|novedad|novedades|avance|avances ?
        8  que ha_pasado|paso|sabe|saben|noticias|novedades|hay|pasa|onda .. con|mi|de|?|$
        8  como va|van|vamos|sigue .. mi|la|el|lo|todo|las|?
        7  todavia|aun .. vienen|viene|van|va|hoy ?
        7  va|van a .. venir|llegar|tardar|llamar .. ?|hoy|manana
        7  en que lugar|numero|puesto .. lista|fila
        7  estan|esta|vienen|viene en_camino|cerca|por_llegar ?
        -5  when .. they|he|you|someone|luis .. left|was_here|were_here|came|leaves
        -6  when <crew>|he .. is|are .. done|here|finished|gets|get|arrives|arrive call|text|please|have|can|can_you|could
        -6  call me when|at|after|before
        -6  text|tell|notify me .. only
        -5  can|should|could|do|may|when_can i|we .. turn|run|use|open|shower|cook|pay|walk|sleep|eat|unplug|paint|move|put
        -5  how .. much|many .. cost|costs|pay|charge|price
        -6  thanks|appreciate|gracias .. update|updates|news|info|word|letting|keeping|heads
        -5  no update|updates
        8  have|has|did|hows|is|are .. tile|tiles|carpet|cabinet|countertops|vanity|appliances|door|doors|windows|paint|insulation|pipe|toilet|tub|materials|material|parts|part|flooring|floors|cabinets|drywall|permit|estimate|insurance|adjuster|claim|check|equipment|carpet .. come|arrive|arrived|in|get|here|approve|approved|ready|yet|done|back|going|through|clear
        7  what|how .. wait|wait_time|waiting_time|turnaround|timeline .. like|time|?|now|looking|$
        7  how is|are|was .. going|coming|looking .. with|along|on|?|$
        7  did .. approve|approved
        7  wondering|curious|checking|following .. if|when|about|on|in|up|back|word|date|what
        7  ^ following up
        7  checking in|back
        7  any .. word|news|update|idea|timeline|timeframe
        7  word|news on|about|yet
        7  can|will|could .. they|you|someone .. pick_up|pickup|remove|get|collect .. fans|equipment|machines|dehumidifiers ... ?
        8  still no <texts>|update|updates|word|news
        6  did .. cancel ... ?
        -6  is it|that safe|ok|okay|normal|possible|fine
        8  anything new|happening|to_report|yet|else_happening
        8  how .. looking
        7  what <day> .. ?
        7  will|you|u|they|he|think|guys .. be here|there ?
        7  <crew> .. here|there|by .. ?
        6  today|tomorrow|<weekday>|tonight .. ?
        6  hoy|manana .. ?
        7  been .. scheduled|assigned|approved .. ?
        7  next .. in_line|up .. ?
        7  que paso|pasa con|de
        7  saber|sabe|sabes|saben .. cuando|que_dia|a_que_hora|algo|si
        7  move|going .. forward .. ?
        7  back to normal
        6  waiting .. for|on .. crew|you|guys|insurance|adjuster|estimate
        8  how many|much more .. days|hours|time|weeks|longer
        7  any .. openings|availability|appointments|slots .. ?
        8  am|are i|we .. next|soon|up
        8  dar .. actualizacion|informacion|noticias|fecha
        7  actualizacion|estatus|estado .. de|del|?|$
        7  is|are|r <crew>|he|they close|near|almost|nearby
        7  how are things|we .. going|coming|looking|progressing
        7  tell me .. day|time|when|status|going
        7  date .. ?
        7  scheduled .. ?
        8  where|how .. things|we|it|everything stand|standing|with|at
        8  possible|chance|way .. come|coming|here|today|sooner
        7  today or|tomorrow or
        7  or will it be
        -6  where|wheres|where_is .. valve|shutoff|breaker|office|panel|key|dumpster|bathroom|remote|manual|form
        -6  solo|only .. cuando|when
        -6  great|good|happy|awesome|wonderful news
        8  have|has|got|is_there|do .. a? date|day|time|appointment|slot yet|?|set
        8  did|have|has .. hear|heard .. from|back|anything|yet
        8  anybody|anyone|someone|somebody .. coming|on_the_way ?
        8  <be>|are .. close|near|on_the_way|almost_here ?
        -9  when .. stop_by|come|get_here|arrive|are_here .. bring|use|call|park|tell|wear|ring|knock
        8  <crew> .. on_the_way|on_your_way|on_their_way|on_his_way|omw|en_route ?
        -6  where is .. professionalism|respect|manager|accountability|decency|communication
        8  did .. leave|left|start|started|head|depart|ship ?|yet
        8  is there .. new|updated|set time|date|window ?
        7  have|has .. left|started|headed .. yet|?
        8  new time|date|window ?
        -5  not .. single|one update|call|text
        7  what .. next ?|$
        8  can|could .. give|get|have .. date|time|timeline|timeframe|idea|day
        7  when .. back|finish|done
        8  how many|much .. take|last|need|left|long
        9.5 is|was there|their .. a? new|updated|revised|set time|date|window|eta
        9 said|told_me|told_us .. # .. right|correct|still ?
        8 is|was there|it .. a? date|day|time|window .. for|set|yet|on|scheduled
        8 is|was it #|<day> .. or .. #|<day>
        8.5 what|when|which .. did|do|was_it you|u|they|he|she|ana|luis .. say|said|tell|told
        8.5 forgot|forget|cant_remember|dont_remember|dont_recall|lost_track|not_sure|unsure|wasnt_sure|lost_my_note|deleted .. what|when|if|which|time|day|whether|it_was|date|window|you_said|message
        8 know|knows|sure|see|find_out|check|confirm if|whether|where|when|that_luis|still .. <crew>|its|it|we|you|is|are|he|on
        8.5 just? checking|confirming|verifying|double_checking|making_sure|make_sure|wondering|curious .. still|you|they|coming|come|on|today|tomorrow|status|plan|time
        8 still the plan|on|a_go|good
        8 cuanto|cuantos .. estan|esta|vienen|viene|andan|falta|faltan
        7 a como|que distancia
        9 ready|available|done|back yet ?
        8 can|will they|you|he|she|someone .. come|pick_up|remove|take|get .. fans|equipment|machines .. <day>
        8 is|are this|we|i|my .. a? stop|next on|in your|his|the route|list|schedule|line
        -9 just|only tell|text|let|message|write .. when|if .. news|new|changes|change|something|update|updates
        -9 actually|finally|ever|even|bother|bothering .. do|help|fix|show|care|something|anything
        -9 know if|whether i|we .. can|should
        -6 not a|one soul|single
        8 will <crew>|the .. be_back|come_back|return|be_coming|be_by|be_out|take|pick|drop
        9 need|want|have|trying|like to? know|find_out|figure_out|hear .. if|when|what|who|how_long|whether
        8 did <crew> .. come|came|stop|make already|by|yet|today ?
        7 <crew> .. am or pm
        8 am|morning or pm|afternoon
        8 what did .. say
        8 is it|that|this .. <day> .. or
        8 who is coming .. when|today|tomorrow|?
        8 <crew> coming ?
        8 what happens now|next|from_here|after|then
        8 were|was <crew> .. going_to|supposed|gonna .. come|be|back
        8 should|shall i|we .. expecting|expect|wait
        8 and when|what_time $
        -9 when can|should|do|may i|we .. stop|turn|run|use|shower|move
        8.5 is|are that|it|this|we|they|you still happening|on|coming|good|the_plan
        9 is|will ana|bo|luis|mia|someone|anyone|somebody|she|he|anybody .. call|calling .. me|us|back|today .. ?
        7 did .. get|see|receive .. my message|text|email|voicemail|note
        8 have|got|give .. a? rough|estimated|approximate|ballpark|general time|window|idea|eta|timeframe
        8 did|has|have <crew>|it|insurance|adjuster .. go_ahead|approval|approved|green_light|permit|okay
        -9 remove|take|bring|get|use|ring .. when <crew> <come>|get|arrive
        8.5 did|has|have|is|are|was <crew> .. held_up|lost|stuck|delayed|caught|tied_up
        8.5 should i|we be watching|looking|ready|expecting|home|waiting|listening|there
        8.5 guess|estimate|ballpark|idea .. on|for|of .. arrival|time|when
        8.5 arrival time|window|?
        9.6 will|would the? <crew>|anybody|somebody .. be|get|make|come .. here|by|before|done|soon
        9.6 is|are the? <crew>|anybody|somebody .. on_the_way|coming|en_route|headed|here|close .. yet|or|still|soon
        14 do|did|have i|we have? time .. to|before
        8.5 is|are my|our|this .. next|up
        8.5 has|have|did|is|are <crew> .. finished|done|wrapped|finish|started|leave|left|free .. yet|job|?|$
        9.6 is|does that|this|it still the_case|true|accurate|correct|stand|hold|happening|work
        8.5 ^ <crew> is|are? almost|done|close|near|finished|nearby|there|leaving ... ?
        8.5 is|are the? <crew>|anybody|somebody .. on_the_way|en_route|coming|headed|heading
        8.5 <crew>|anybody|somebody heading|headed|coming|going|driving ... ?
        9 seeing|see|wondering|curious|checking if|whether <crew>|anybody|somebody|we
        11 is|are the? <crew>|anybody|somebody going_to|gonna|able_to make|get|be .. it|here|today
        """,
    Intent.THEY_ARRIVED: """
        9  <crew>|luis|mia|guy|truck|he|she|they|crew|your .. is|are|r|be here|in_the_driveway|at_the_door|out_front|outside|at_my|pulling|in_my|working|inside|at_the_house|parked
        9  they|he|she|luis|mia|crew|guys|guy|tech|someone|truck|team|your_guys .. just? .. got|came|arrived|showed|pulled|made|walked|rolled|has_arrived|have_arrived|is_here_now|knocked|made_it .. here|in|up|now|it|finally|today|$
        9  <be> here .. now|already|finally|thanks|$
        8  just .. arrived|showed|pulled|got_here|knocked|walked_in|made_it
        8  arrived|showed_up|here .. finally|now|already|thanks|just
        8  finally .. here|arrived|showed|came|made_it
        7  ^ here|theyre_here|arrived|they_are_here $
        7  got here|in
        7  crew|guys|luis|mia|they|he|she|truck here
        7  already here|arrived|working|inside|started
        9  ya llego|llegaron|estan|esta|vino|vinieron|andan|arribaron .. aqui|$|el|los|tecnico|muchachos|luis|gracias|la
        9  ya estan|esta .. aqui|afuera|trabajando|en_la_casa|en_casa
        9  llegaron|llego|acaba*|acaban .. ya|el|los|luis|aqui|de_llegar|hace|bien|$
        9  estan|esta|andan|anda aqui|afuera|trabajando|adentro
        -9  not|isnt|arent|nobody|never|no_one|havent|hasnt|still_not|didnt|wasnt .. here|arrived|showed|show|come|came
        -9  <nobody>
        -9  when|if|until|before|once|after|while|cuando|si .. <crew> <be>? here|arrived|get|gets|come|comes|arrive|arrives|llegan|lleguen|llegue|llego
        -9  ?
        -9  wasnt|was|were .. here|supposed|yesterday|left|gone
        -9  not here
        -9  no llego|llegaron|vino|vinieron|han_llegado|ha_llegado|aparecio|esta|estan
        -9  they .. who was here|came_by|was_here
        -6  i|we am|are|will here|be
        -6  and left|broke|didnt
        -9  late|rude
        -6  yesterday|ayer|last|earlier_today
        -9  who .. here
        -9  will|you|think|u|can|could|should|would|to|expect|gonna|going .. be here
        8  walked|rolled|showing|pulling in|up
        8  he|she|they|crew|guys|luis are|is knocking|parking|unloading|setting_up|working
        -9  what|where|who
        9  they|he|she|crew|guys|luis|we_have_them are|is in .. house|kitchen|basement|driveway|yard
        8  van|truck|trailer is? .. outside|here|out_front|driveway|parked
        9  ya vinieron|vino
        9  vinieron|vino ya
        -8  all good|fine|ok|set here
        -8  i|we am|are here
        9 tocando .. puerta|timbre
        9 ahi|aqui|alla esta|estan|andan|anda ya|el|los|la|$
        9 <crew>|fella .. has|have|just arrived|come|shown_up
        8 they|he|she|crew|guys stopped|came by|over already|earlier|just|today
        -9 list|hers|neighbor|his
        9 tenant|neighbor|wife|husband|son|daughter|mom says|said|tells_me .. <crew>|guys|they .. here|there|arrived|showed
        8 <crew> are|is there now|already
        9 two|three|2|3|some|couple men|guys|gentlemen|people|fellas|workers|trucks .. here|arrived|showed|outside
        -9 ^ is|are|will|has|have|did|does|do|any <crew>|anybody|somebody
        """,
}
