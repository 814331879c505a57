"""Opting out and in, wrong numbers. Exact keywords are read before any wording (`intent.keywords`)."""

from __future__ import annotations

from fieldcomm.domain.intent.reading import Intent

TABLES: dict[Intent, str] = {
    Intent.STOP: """
        10  stop|quit|cease|discontinue|end sending|texting|messaging|contacting|bothering|spamming|bugging|harassing|txting|msging me?
        10  stop|quit|end|cancel|cease the|these|all|your|this|my|any|with? the? <texts>
        10  stop|quit|cancel|cease|end <texts>
        10  stop|quit|cease all? contact|communication|communications|contacting
        10  stop|quit blowing_up|hitting_up|pinging my|me
        10  unsubscribe|unsub|unsuscribe|unsubcribe|unsubscibe|optout|optingout|opting_out
        10  want|wanna|like to? opt out|optout
        10  take|remove|delete|get|drop|pull|scratch me|my_number|my_name|my_phone|my_cell|us|this|this_number|this_phone|our_number|number .. off|from|of .. list|lists|number|system|database|texts|texting|messages|distribution|contacts|thread
        10  take|get me|us off|out_of|from this|your|here|these|the? list|texts|messages|thing|thread
        10  remove|delete|erase|lose|forget my|this|me|our number|phone|cell|contact|info|from_your
        10  lose my number
        9  ^ remove|delete|unlist me $
        9  remove me
        10  no|zero more|further <texts>
        9  no|enough with? the? more? <texts> please|$
        10  no mas|more <texts>
        10  dont|do_not|never|quit|stop ever? text|message|contact|txt|send me|us|this|my|anymore|again
        10  dont|never .. text|texts|message|messages|contact|txt|texting .. anymore|again|ever
        10  dont want|need|wish|like .. <texts>|texted|contacted .. anymore|again|from_you|from_this|from_yall|on_my|at_all|more|you_all|$
        9  dont want|wish to? get|receive|be|getting|receiving any? more? of? these|your|the|these <texts>|texted|contacted
        9  leave me alone
        9  leave me|us alone .. stop|texting|texts
        9  i|we revoke|withdraw my|our? consent|permission
        9  revoke|withdraw .. consent|permission
        9  do_not|dont consent
        9  never|didnt|dont sign|signed|agree|agreed|consent|consented|subscribe|subscribed up? .. <texts>|this|these
        9  can|could|would|will|please you? please? stop .. <texts>
        9  make .. <texts>|it stop
        9  turn|shut|switch off .. <texts>
        9  turn|shut|switch .. <texts> off
        8  block|blocking you|this|your number?
        8  reporting|report .. spam
        8  not interested in .. <texts>
        7  ^ not interested $
        9  no longer want|wish|need .. <texts>|contacted|texted
        9  deje|dejen|deja|dejame|dejenme|dejeme|pare|paren|para|parar|basta|ya_no de? mandar*|enviar*|escribir*|textear*|molestar*|mensajear*|contactar*|mensajes|textos|texto|texts
        10  no quiero|deseo recibir|mas|sus|estos|que|los|tener .. <texts>|mande*|escrib*|envi*|text*|mensaj*
        10  no quiero .. <texts>
        10  no me|nos mande|manden|mandes|envie|envien|escriba|escriban|escribas|textee|texteen|contacte|contacten|moleste|molesten
        10  quite*|quita*|saque*|saca*|borre*|borra*|elimine*|elimina*|remueva* me|mi|nos|este? .. lista|numero|telefono
        10  quiteme|quitenme|quitame|saqueme|saquenme|sacame|borreme|borrenme|borrame|elimineme|eliminenme .. lista|numero|aqui|de|$
        10  borre|borren|borra|elimine|eliminen|quiten|quite mi numero
        10  dar|darme|darse|deme|denme|dame de? baja
        10  cancelar|cancele|cancelen|cancela .. mensajes|textos|suscripcion|notificaciones
        10  alto|basta a|con|de .. <texts>
        10  no mas <texts>
        10  ya no mas <texts>
        9  dejen|dejenme|dejeme|dejame en paz
        -12  stop|quit by|over|in|at|the_water|the_leak|the_flow|the_dripping|the_noise|the_fans|the_fan|the_machines|work|working|the_work|coming|it_from|leaking|running|dripping|making
        -12  dont stop|quit
        -6  <texts> .. before|when|until|if|unless|once|only|first|during|while|instead
        -12  stop|quit|dont ... text|texting|texts|messages|messaging|sending .. twice|so_much|so_often|so_many|every_day|everyday|at_night|after|before|between|during|my_husband|my_wife|him|her|at_work|this_early|so_early|so_late|in_english|in_spanish|about_the|two_times|every_hour|all_day|until|unless|when|here|on_this_number_use|my_old
        -12  dont want .. <texts> .. twice|so_many|every_day|everyday|at_night|unless|this_many|only|in_english|as_many
        -12  unsubscribe|optout|opt from|of .. email|emails|newsletter
        -12  no more questions|problems|leaks|issues|water|fans
        -12  take|get|remove|pull .. off|from .. schedule|wall|driveway|lawn|calendar|roof|the_waiting|waiting_list|waitlist
        -12  didnt|never get|got|receive|received|see|saw|mean
        -12  dont|not want|trying|mean .. to stop
        9  dont want|wish|need .. get|getting|receive|receiving|see .. these|this|anything|anymore
        10  discontinue|terminate|halt|suspend|cut_off|quit .. <texts>
        10  cease and? desist
        9  done|over|finished|tired|sick|through|enough with|of the? these|your|the|all|getting .. <texts>
        9  enough .. <texts>
        9  stop .. communications|communication|contacting
        8  stop .. all .. texts|messages|these
        8  how|where .. stop|end|cancel|unsubscribe|optout .. <texts>
        -12  use|text|try|send|message .. my|the|his|her|other|another|new|old .. number|one|phone|cell|husband|wife
        -12  unsubscribe|optout|opt .. from|of .. email|emails|newsletter
        -12  optout|opted_out|opting_out .. of .. test|insurance|plan|warranty|mold|coverage|program|inspection|option|repair|upgrade
        -12  texts .. are fine|ok|good
        10  stop|quit|end receiving|getting .. <texts>|these|this|them
        9  dejar de recibir .. <texts>
        9  <texts> no_more|nomore|basta|enough
        9  want|need|like .. <texts> .. to stop
        9  want|need|like .. stop .. <texts>
        10  want|need|like .. off .. list
        9  no longer .. receive|get|receiving|getting
        -8  <texts> .. no more .. than|until
        9  removed|deleted|taken|dropped from|off .. this|list|your|texts|lists|system|thread
        9  remove|delete me|us|my_number from
        9  dont|never|stop|quit message|messaging|msg
        9  <texts> .. need|must|have|should|better|please to? stop|end
        9  these|the|your <texts> .. stop
        9  dont|not want .. be|on .. list|contacted|texted
        9  no longer .. be .. on|part .. list|texts
        9  not .. on .. texting|text list
        9.5  take|remove|get me|us|my_number|this_number|my_phone off|out $
        9  take|get me|my_number off of? this|it|these|here
        9  ya? no me|nos mande|manden|mandes|mandar|envie|envien|envies|enviar|escriba|escriban|escribas|escribir|textee|texteen|textees|textear|contacte|contacten|contactar|moleste|molesten
        9  ya no mande|manden|envie|envien|escriban|escriba|textee|texteen nada|mas|mensajes|textos|$
        12  ^ stop / .. wrong|who|whos|remove|dont|leave|unsubscribe|im_not|not|enough
        9  ^ stop / no more
        9  / stop|unsubscribe|stop_please $
        9  said|told|asking|asked|telling .. stop $
        9  get rid of my number|info
        9  opt me|us|my_number out
        9  not|dont .. permission|consent|authorize|authorization .. text|message|contact|texts
        9  leave me alone $
        -12  stop calling .. text
        -12  contact|text|message .. tenant|husband|wife|landlord|mom|agent|daughter|son .. contact|text|message|call|me
        -12  cancellation list
        9  never contact|text|message|write me|us|this
        9  ^ no more $
        9  ^ no mas $
        9  detenga*|pare|paren|parar|alto|cese|cesen|suspenda*|termine|terminen|corten .. <texts>
        9  no molest*
        9  no me molest*
        9  retire*|saquen*|saque*|quite*|borre*|borren* .. lista|numero
        9  stop|end|no|cancel|quit more? reminders|check_ins|checkins|check_in|automated|auto|sms|robotexts|robocalls
        9  get me out|i_want_out|let_me_out
        9  want out .. texts|this|list|thread
        9  ^ .. out of this thread|list $
        9  dont|no .. bother|disturb me
        10  ^ stop|unsubscribe|stop_texting|quit_texting please|pls
        9  ^ please stop $
        -12  ^ stop please .. water|leak|the|crew|them|him|working|machines
        -12 emails|email|newsletter ... unsubscribe|optout|stop
        -12 keep the|my|getting|these|your <texts>
        -12 stop ... by|on|in mistake|accident|error
        -12 stop .. start .. again
        10 stop|quit texting|messaging|txting me|us|this_number .. and|just|please|call|send|fix|do|come|get|if
        10 dont|never|stop|quit .. send|sending me|us? them|these|those|this|it|anymore|anything|any|more .. anymore|any_more|again|ever|to_me|to_us|$
        10 dont|not|never want|need|wish|like .. any|anymore|more .. <texts>|these_texts|of_these|of_them|from_you
        9.5 remove|delete|unenroll|deregister|disenroll me|us|this_number|my_number|my_phone please|$
        9 spamming|spam|harassing|harassment|bugging|annoying|bothering .. stop $
        9 tired|sick|enough .. of|with .. <texts> ... stop|off|remove
        10 stop|quit|cut it|out with .. <texts>
        9 no me? manden|mande|envien|envie .. mas|nada
        -12 spam|junk folder|filter
        12 stop|quit texting|messaging|txting me|us|this_number .. and|just|please|call|send|fix|do|come|get
        9 refrain|desist from .. <texts>|contacting
        9 get|getting|how_to_get off this|these|here $
        9 get|getting off this|these|your|the list|texts|thread|chain
        9 please stop $
        9 remove|delete|take # .. from|off .. list|system|database|texts
        9 do_not|dont|no call|text|contact list|registry
        9 ^ block me|us|this_number $
        9 <texts> off $
        9 didnt|never|havent|dont ask|asked|request|requested|sign_up|opted for|in|to? .. <texts>
        -12 ^ .. water|leak|machine|machines|fan|fans|noise|dripping .. please stop $
        """,
    Intent.START: """
        10  ^ start|unstop|resume|resubscribe|subscribe $
        9  start|resume|restart|begin|turn_on|keep texting|sending|messaging|messages|texts|updates me? .. again|back|$
        8  start|resume|restart|turn .. <texts> .. again|back
        9  resubscribe|re_subscribe|sign_me_back_up
        9  opt|optin me? back? in .. again|texts|messages|back|$
        9  you can|may|could .. text|message me again|now
        9  text|message me again
        9  put|add me back on
        9  can|could you .. texting|text|sending|messaging .. again
        9  turn .. texts|messages|updates back? on
        8  didnt|did_not mean|want .. to? stop|unsubscribe|optout|opt_out
        8  stopped .. by accident|mistake
        8  want|like .. <texts> .. again|back
        9  reactivar|reanudar|reactive|reactiven|activar|activen .. mensajes|textos|$
        9  vuelva*|vuelvan|puede*|pueden .. mandarme|enviarme|escribirme|textearme|mandar .. otra_vez|mensajes|de_nuevo|nuevamente
        9  quiero .. mensajes .. otra_vez|de_nuevo|nuevamente|seguir|volver
        9  quiero volver|seguir|otra_vez .. mensajes
        8  undo|reverse .. stop
        8  changed .. mind .. <texts>
        8  back .. list|texts
        8  accidentally|accident|mistake .. stopped|unsubscribed|stop|optout
        8  text|texts|texting|messages .. back|on|again back|on|again
        9  sign me .. up .. again|back|texts
        9 stop ... by|on|in mistake|accident|error
        9 start|resume|restart|send|begin them|it|those|these|<texts> .. again|back
        9 put|add|sign me back
        9 unsubscribed|stopped|optout|opted_out .. accident|accidentally|mistake
        """,
    Intent.WRONG_NUMBER: """
        10  wrong number|num|person|phone|numer|guy|contact
        9  have|has|got|texting|texted|reached|contacting .. wrong|incorrect number|person|phone|one
        9  wrong|incorrect number|person
        9  not|isnt|no_longer|arent .. .. number|phone|cell
        9  this|that is|isnt|aint|was not|her|his|their|a|my number|phone|anymore .. dana|number
        9  this|that isnt .. number|phone|cell|dana|reed
        8  there is no|nobody|not .. here .. by_that_name|named|called
        9  nobody .. by_that|named|with_that
        9  no dana|reed here|lives|at_this
        8  i am not dana|reed|mrs|mr|her|him|that_person|them|who_you|the_person|your_customer
        8  dont know .. dana|reed|who_that_is|anyone_named|anybody_named|anyone_by|who_dana|any_dana|a_dana
        8  dont live .. there|in_georgia|in_atlanta|in_that|anywhere_near
        8  i never|didnt|did_not hire|hired|called|requested|contacted|order|ordered|request .. you|anyone|company|this|kiwi|service
        8  i|we dont|didnt have|request|order|own .. water_damage|a_leak|any_leak|a_flood|a_house|any_job|a_job|any_service|an_appointment_with
        8  just|recently got this|new number|phone
        8  this .. is_a new number
        8  new owner .. number
        7  never heard of you|your_company|kiwi|dana|this_company
        7  think|believe|must you .. wrong|mistaken|confused|mixed_up|someone_else
        7  meant|intended|supposed .. for|to .. someone_else|another_person|other_person|somebody_else
        7  you .. looking|texting .. someone_else
        7  i moved|sold .. house|years|months .. ago
        6  i am a tenant|realtor .. not
        10  numero|persona|telefono|tel equivocado|equivocada|incorrecto|equivocados|erroneo|mal
        9  se equivoco|equivocaron|equivoca|equivocan .. numero|persona|$
        9  esta*|estan|tiene*|esta_usted equivocado|equivocada|equivocados
        9  no soy dana|reed|esa_persona|la_senora|el_senor|la_persona|quien|yo|ella|el
        9  este|ese no es .. numero|telefono|dana
        9  aqui no .. vive|hay|conozco|dana|ninguna|ningun
        9  no conozco .. dana|reed|esa_persona|a_esa|a_ninguna|a_nadie|nadie|ninguna
        9  no vive aqui
        9  nunca|no pedi|contrate|solicite|llame
        -8  wrong number .. for|of .. fans|people
        -6  wrong house .. crew|they|he
        9  not|isnt .. me $
        8  dont know who|you|any|anybody|anyone .. is|this|this_is|you_are|are|named|by
        8  who .. you .. looking|trying|think
        8  not .. intended|correct|right recipient|person|number
        8  isnt|not .. right|correct number|person
        8  have|had this number|phone .. years|months|week|weeks|days|since|just
        8  got|changed|switched .. new number
        9  not dana|reed
        8  ^ .. wrong $
        9  number|phone|cell .. belongs|belonged|assigned .. someone|somebody|me|another|different
        8  someone else now|number
        -9 phone|cell call|calls
        """,
}
