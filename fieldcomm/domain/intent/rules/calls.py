"""Customers about calls: ring me, we already spoke; answers to a numbered list in words."""

from __future__ import annotations

from fieldcomm.domain.intent.reading import Intent

TABLES: dict[Intent, str] = {
    Intent.CALL_ME: """
        9  call|ring|phone|callback|buzz|dial|cal|col|ph me|us|back|my
        9  give|giv|gimme me|us? .. a? call|ring|callback|buzz|shout|phone_call
        9  give me .. call
        9  callback
        9  have|get|ask|tell|need|want|like|let .. someone|ana|bo|luis|manager|them|him|her|the_office|the_owner|you|anyone|somebody .. call|ring|phone|callback .. me|us|back|$
        9  someone|anyone|ana|bo|luis|somebody|you|manager|office|you_guys .. call|ring|phone|callback|reach_out|contact .. me|us|my|back|wife|husband|$
        9  can|could|would|will|may|please|pls .. i|you|someone|we|u|anyone|ana|they .. get|have|receive|schedule|call|request .. a? call|callback|phone_call|me
        8  call .. back|when|after|at|around|before|later|tomorrow|today|asap|instead|please|anytime|#|<weekday>|in
        8  want|need|like|prefer|rather|would|can|could|let|may|possible .. to? .. talk|speak|chat|talking|speaking|discuss .. with|to|on|over|someone|person|human|phone|real|in|about|$
        8  talk|speak .. to|with .. someone|person|human|somebody|real|ana|you|live|actual|representative|rep|agent|the_office|anyone|luis|him|her|them
        5  real|live|actual human? person|human|someone
        8  phone|over_the_phone|by_phone|by_voice .. please|better|easier|instead|call
        8  easier|better|rather|prefer .. phone|call|talk
        7  reach me|us at|on|after|before|between
        7  available|free|around .. for|to .. call|talk
        7  when .. can|is|would|could .. we|i .. talk|speak|chat
        7  best time .. call|reach
        7  try|call me|calling .. my cell|work|number|phone
        7  expect|expecting|waiting_for|wait_for .. your|a call|callback
        7  hit me up
        9  llam*me|llam*nos|marqueme|marquenme|marcame|hableme|hablenme|marquen|llamenos|llamen|llame|llama|llamar|marcar|marque .. me|por|despues|a|al|manana|$
        9  llameme|llamame|llamenme|llamenos|llamanos|marqueme|marquenme|marcame|hableme|hablenme|llamarme|llamarnos|marcarme|hablarme|devuelvame|regreseme|telefonazo
        9  me|nos .. puede*|pueden|podria*|podrian|pudiera*|puedes .. llamar|marcar|hablar
        9  me|nos llama|llame|llamen|llaman|marca|marque|marquen|marcan|hable|hablen .. por|despues|cuando|a|al|manana|en|el|$
        9  que .. me|nos llam*|marqu*|habl*
        8  quiero|quisiera|necesito|puedo|podria|gustaria|podemos .. hablar|platicar .. con|por|alguien|telefono|de
        8  hablar con .. alguien|persona|gerente|usted|encargado
        8  devolver*|devuelv*|regres*|una .. llamada
        8  espero .. llamada
        7  por telefono
        -9  dont|never|stop|no_need|need_not|not to? call|calling|ring|phone me|us|back|$
        -9  no me llam*|marqu*
        -8  never|didnt|not|nobody|havent|hasnt|no_one|supposed|said|promised|told|was|still|wasnt .. call|called|calling|callback|calls
        -9  nobody .. call*|called
        -8  quedaron|dijeron|dijo|iban|iba|nadie|nunca|prometi* .. llam*|devolv*
        -8  ^ who .. call|called|do
        -7  should|can|could|do|did|if|when|let_me|going_to|will|ill i call|called
        -8  i will|can|am|tried|was|tried_to|keep call|callback|calling|reach
        -8  i have .. called|been_calling
        -8  on call
        -8  call it|off|the_insurance|my_insurance|insurance|the_adjuster|plumber|before_you_come|before_coming|my_landlord|landlord|when_you_arrive|when_you_get_here|when_you_are_here|when_you_are_outside|when_on_the_way|when_you_are_on
        -8  manager|supervisor ... now|asap|immediately
        -6  got|missed|saw .. call|calls
        8  hit me up
        8  contact|reach|reach_out_to me|us .. about|at|on|after|before|#|by|via|phone
        8  my number|cell|phone is .. call|#
        7  talk|speak .. after|later|tomorrow|today|now ?
        7  please call
        7  call .. please
        7  call whenever|anytime|when|asap|now|today|tomorrow|tonight|soon|later
        7  ^ call $
        6  have|got .. questions .. call|talk
        7  jump|hop|get|be on .. a? call|phone|line
        8  missed|miss your|a|the|ur call .. call|back|try|again
        9  me|nos llaman|llama|llamen|marcan|llame antes|despues|hoy|manana|cuando|luego|por_favor
        8  mind|possible|able .. calling|call .. me|us
        8  appreciate|like|love|need|expecting|request|want .. call|callback
        7  calling me .. at|after|tomorrow|today|back
        9  prefer|like|rather|better|appreciate|great|nice .. if .. someone|you|somebody .. called|call
        8  llamada|llamadita .. mejor|a_las|manana|despues|por_favor|luego
        7  talk|speak|spoken .. to|with luis|ana|bo|mia
        9.6  can|could|would|will you call me
        9 good|fine|great|best|works|ok|okay|free|open|available .. for|to .. a? call|talk|chat|phone_call
        9 give|giv|gimme|drop me|us .. a? bell|tinkle|holler|jingle|shout|ring|buzz|call
        9 telephone|fone|bell|contact|phone me|us
        8.5 call then|after_that|around_then|then
        9 can|could|would|will you|u|someone|she|he|ana .. call|ring|phone me|us|back .. #|at|noon|tomorrow|<day>|today|later|after
        8 only|best|good time .. can|could .. pick_up|answer|talk
        8 can|able_to pick_up|answer|talk .. #|at|after|then|now|call
        -9 pick_up .. kid|kids|son|daughter|school|mom
        9 not|havent .. yet / can|could|please .. call .. #|at|noon|tomorrow
        9 call|telephone|phone|ring|contact|reach my|the son|daughter|husband|wife|mom|mother|dad|father|sister|brother|attorney|assistant|office|roommate|partner
        9 call me|us .. again
        -9 real person ?
        -9 tenant .. not|dont
        -9 is|did|has|when|was ana|bo|luis|mia|anyone|someone|she|he|they .. call|calling
        8.5 call|try|ring|phone|reach|talk|chat|speak him|her|us|me|them? then|afterwards
        9.6 try|reach|catch|get|ring me|us|him|her|my_husband|my_wife .. at|around|after|by|again|then|later|tomorrow|# #|noon|$
        40 called|phoned|answered call|ring|phone|try me|us|back .. #|noon
        22 just|please|can_you|could_you|can_someone|could_someone|can_somebody|can_luis|have_luis|can_ana call|ring|phone|try|dial me|us|back|again? .. at|after|around|by|before|tomorrow .. #|noon
        22 nobody|never|not .. called|call .. / .. call|ring|phone|try me|us|back .. #|noon
        9 by|near my? phone|cell
        9 try|reach|dial .. cell|phone|number|mobile|landline
        9 try .. again? at|after|around|back|later|tomorrow #|noon|<day>
        8.5 not|cant|wont|only|able .. answer|pick_up|talk .. until|till|before|after|at #|noon
        8.5 talk|speak|chat .. at|around|after|by|in|before|tomorrow #|noon|<day>
        9 get|catch|reach|find me|him|her|us .. on|by the|my? phone|cell|mobile
        9 reachable
        20 able|possible|willing to call|talk|ring|phone .. at|after|around|#|tomorrow
        16 dont|not .. text|message|write|email|texting ... call|phone|ring
        9 libre|disponible|puedo|mejor ... hablar|llamada|llamen|marquen|contestar|contesto
        9 ring|buzz|phone|telephone after|at|around|before #|noon
        20 missed ... call ... try|free|around|available|home|back
        8.5 can|could|would|want|prefer|like|better|please ... over|by the? phone|telephone
        13 que me|nos hable*|llame*|marque* ... a_las|a_la|#
        5.2 phone|ring|call|cell|talk|reach|callback|contact|hablamos|hablar|llamada ... at|after|around|before|to|a_las|a_la #|noon
        5.2 #|noon ... call|ring|phone|talk|reach|hablamos|llamada
        -5 asked|supposed|promised ... call|ring|phone|callback
        -9 great|ok|thanks|perfect|sounds_good talk|speak
        -9 waited|waiting .. phone|call .. until
        13 #|noon is|works|would_be|would .. better|best|good|fine|easier .. call|talk|reach
        40 call call|ring|phone|try me|us|back|again .. #|noon
        """,
    Intent.WE_SPOKE: """
        9  we|i|already|just|finally|yes|i_have .. spoke|talked|spoken|chatted|connected|talkd .. already|to|with|earlier|today|yesterday|this|about|on|$
        9  we|already|just|yes|finally .. spoke|talked|chatted|connected|spoken
        9  have|did|has .. already .. talk|talked|speak|spoke
        9  spoke|talked .. with|to .. <customer>|ana|bo|luis|mia|her|him|someone|them|the_office|manager|guy|lady|one_of
        9  ana|bo|luis|mia|she|he|they|someone|manager|you|office|guy|lady|yall|u|you_guys .. already|just|did|finally|has|have|actually .. called|rang|phoned|reached .. me|us|back|already|earlier|today|$
        9  ana|bo|luis|mia|she|he|they|someone|manager|you|office|guy|lady|yall called|phoned|rang me|us|back|already|earlier|this|today|thanks|a_bit|an_hour|and|like
        8  got|received|gotten|had .. your|the|a|her|his|their .. call|callback .. thanks|already|earlier|this|today|from|$
        8  just .. got|hung|off .. off|up|phone .. with|phone
        8  got|hung|am|was off|up|on .. phone|call .. with|ana|him|her|them
        8  already .. called|talked|spoke|spoken|chatted
        8  did .. call|talk|speak .. already|yes
        8  yes .. called|talked|spoke|spoken|did|she_did|he_did|they_did|we_did
        7  all good .. talked|spoke|called
        7  we .. did talk|speak
        7  on the phone .. with .. now|ana|right_now
        9  ya .. hablamos|hable|hablo|hablaron|me_llamo|me_llamaron|nos_llamaron|me_llamo|me_marcaron|me_marco|llamaron|llamo|platicamos
        9  hablamos|hable .. con|ayer|hoy|esta|hace|$
        9  me|nos llamaron|llamo|marco|marcaron|hablaron|hablo .. ya|gracias|hoy|hace|ana|$
        9  si .. me_llamo|hablamos|me_llamaron|hable
        -9  not|never|havent|hasnt|nobody|no_one|didnt|still|dont|wasnt|no .. spoke|talked|called|call|spoken|heard|talk|speak
        -9  <nobody>
        -9  no|nadie|nunca|todavia .. llam*|habl*|marc*
        -8  need|want|when|can|could|like|if|please .. to .. talk|speak|call
        -6  ?
        -8  i called
        -8  i|we .. called|call|left .. times|twice|message|voicemail|your_office|you|and|three|#
        -8  said .. would|call
        -6  but .. nobody|didnt|not|never|nothing|no|still
        -7  days ago|last_week
        9  you_guys|you|she|he|they|ana called|did_call .. already|earlier|thanks|today|before|$
        8  did .. call .. talked|spoke|me
        9  she|he|they|you|ana did $|already|just|earlier|today|yesterday|thanks|thank_you|this_morning|this_afternoon|last_night|an_hour
        8  already .. been .. called|contacted
        9  <customer>|ana|bo|luis|she|he|they|someone|office .. got .. hold|ahold|touch|through .. me|us|$
        8  called .. back .. good|talked|spoke|set|resolved
        8  got .. hold|ahold|touch .. ana|her|him|them|someone|office|me
        8  cleared|sorted|straightened|worked .. up|out
        8  she|he|they explained|answered .. everything|my|it|all
        8  she|he|they|ana|someone|you reached me|us
        8  ^ we|yes did|spoke|talked
        8  we did
        8  in touch
        3.2  touch|talked|spoke|called|connected|hablamos|llamaron
        -9  prefer|like|if|rather .. called
        """,
    Intent.CHOICE: """
        7  ^ option|number|num|choice|opcion|numero|no|el|la #  $
        """,
}
