"""Customers about how we text: language, how often, what they may write."""

from __future__ import annotations

from fieldcomm.domain.intent.reading import Intent

TABLES: dict[Intent, str] = {
    Intent.LANGUAGE: """
        10  ^ espanol|spanish|castellano|english|ingles|en_espanol|in_spanish|in_english|en_ingles $
        9  en|in|a|to espanol|spanish|castellano|english|ingles
        9  habla|hablan|hablas|alguien_que_hable|hablo|hable|hablamos|escriba*|escriban*|espanol_por .. espanol|ingles|spanish|english
        9  speak|speaks|speaking|text|write|switch|change|prefer|send|read|understand|only|use .. spanish|english|espanol
        8  spanish|english|espanol|ingles please|por_favor|only|instead|solo|solamente|mejor
        8  dont|no .. speak|understand|read|hablo|entiendo|leo|se|hablamos|entendemos|comprendo .. english|ingles|spanish|espanol
        8  no .. english
        7  no entiendo .. ingles
        7  cambi* .. espanol|ingles|idioma
        7  mom|mother|dad|father|wife|husband|grandma .. speaks|only|reads .. spanish|english
        7  language
        9  prefiero|prefer|want|quiero .. espanol|spanish|ingles|english
        9  english .. not|isnt|no .. good|great|well|very
        8  spanish|espanol ?
        9  mensajes .. espanol
        """,
    Intent.LESS: """
        9  once|one|1|just_one|only_one .. a|per|each|every day|daily|morning|evening .. is|please|enough|fine|plenty|only|good|instead|will|would|$
        9  once|one|1|1x a|per day
        9  only|just .. text|message|contact|update|notify|msg|tell|reach|write|send|messages|texts|need|want .. if|when|once|unless|changes|news|something
        9  text|message|contact|update|notify|msg|tell|write|send .. only|just .. if|when|once|unless|changes|news|something
        9  only|unless .. changes|change|something_new|when_there|if_there|anything_new|actual_news|real_news|big_news|news|important|something_changes|anything_changes|something_happens
        8  dont need|have|want|send .. text|texts|messages|updates|so_many|this_many|twice|two|2|all|check_in|checkin|check_ins|every|as .. twice|two|times|every|day|many|a_day|unless|often|much|daily
        8  dont .. text|message|send|update .. so|twice|every|unless|this .. much|often|many|day|hours|something
        8  too|so|way many <texts>
        8  too|so many of? these? <texts>
        8  less|fewer|reduce|cut_back|cut_down|slow_down|tone_down|dial_back|ease_up|limit <texts>|often|frequent|on|the|with
        8  less|fewer .. texts|messages|updates|often|frequently|frequent
        8  text|texting|message|messages|texts|messaging|updates .. too|so|as|less .. much|often|many|frequent|frequently|less
        8  twice|two|2|2x .. day|times .. too|is|not_necessary|a_bit|much|unnecessary|overkill
        8  twice a day
        8  every|each other day
        8  once|one .. every .. day|morning
        8  daily .. is|fine|enough|please|only|text|update|message|instead|$
        7  no need .. text|texts|message|messages|update|updates|check_in .. unless|twice|every|so|until|if
        7  text me .. less|when_you|only_when
        7  stop texting|messaging|sending .. so|twice|every|unless|until|this
        7  cut back|down .. on? .. <texts>
        8  una vez|mensaje|texto|sola .. al|por|a_la .. dia|semana
        8  solo|nomas|nada_mas|solamente|unicamente .. aviseme|avisen|avisenme|avise|escrib*|mand*|texto|si|cuando|mensaje*|un .. cambi*|nuevo|novedad|novedades|noticias|algo|hay|haya|dia|importante
        8  solo .. cambios|novedades|noticias|cuando|si_hay|si_algo
        8  menos|muchos|demasiados|tantos mensajes|textos
        8  no .. tantos|tanto|mande*|necesito|hace_falta .. mensajes|mensaje|texto|diario|dos|tantos|todos|cada|a_cada
        8  dos .. veces|mensajes .. mucho|demasiado|no
        -8  once a day .. ?
        -9  call|llam*
        -9  <come>|crew|visit .. once|one
        -9  stop .. all|completely|anymore
        -7  more often|texts
        9  just .. if|when .. changes|something_new|anything_new|actual_news|real_news|big_news|there_is_news|important|something_changes|anything_changes|something_happens|something_important|there_is_actual_news|there_is_something
        9  dont need .. check_in|check_ins|checkins|updates|texts ..
        8  text|message|update .. once|one|1 .. day
        8  cut .. texts|messages|to .. one|once|1|a_day|back|down
        8  dont|no .. need .. every|each day|time|morning
        8  less|fewer|reduce|lower .. texts|messages|frequency
        8  too frequent|often
        8  less often|frequently|frequent
        7  a lot of <texts>
        8  <texts> .. often|frequent|frequently
        9  only want|need .. hear|know|updates|text|texts .. if|when
        9  solo|nomas .. cuando|si .. haya|hay|algo|cambi*
        9  avis*|escrib*|mand* .. solo|nomas|solamente .. cuando|si
        9 un|uno|una|1 mensaje|mensajito|texto|vez .. dia|diario
        9 just|only tell|text|let|message|write .. when|if .. news|new|changes|change|something
        9 no hace_falta|necesito|es_necesario .. escrib*|mand*|diario|texto|textos .. diario|todos|tanto|solo|cada
        """,
    Intent.HELP: """
        10  ^ ? $
        10  ^ help|ayuda|info|menu|commands|options|opciones|ayudame|instructions|helpme|comandos|informacion $
        9  what|which .. can|do|should|could .. i|we .. text|reply|say|write|type|send|respond|answer|do_here
        9  how .. does|do|can .. this|i|it|these|we .. work|use|reply|respond|answer|text|works|confirm|change_my_settings
        9  who .. is|are|r|am .. this|you|texting|these|that|i_texting|i_talking|talking|sending|number ?
        9  who is this
        9  what is this|number|company .. for|about|number|regarding|company|?
        8  is .. this|that|it .. bot|robot|real_person|automated|a_scam|a_person|human|computer|machine|legit|legitimate|ai|spam|real
        8  am i .. talking|texting|speaking .. bot|robot|person|human|machine|computer
        8  what .. options|commands|number_do
        8  dont|no .. understand|know .. what|how .. reply|do|text|say|this|these_texts|works|means
        8  what .. mean|does .. c|r|1|2|3|code|mean
        8  what number|phone .. call|office|can_i|do_i|reach
        8  your|office|the phone? number .. ?|please
        8  que .. puedo|opciones|debo|tengo_que .. escribir|responder|mandar|contestar|poner|texto
        9  quien|quienes .. es|son|eres|manda|me_escribe|habla|escribe .. ?|esto|este|$|usted|ustedes
        9  quien es|habla|eres|son
        8  como funciona|funcionan|respondo|contesto|uso|se_usa
        8  que es esto|este
        8  es .. robot|maquina|persona_real|estafa ?
        8  no .. entiendo|se .. como|que .. contestar|responder|escribir|mensaje|texto|hacer
        -9  help .. with|me|us|ceiling|water|move|is|you|someone|the
        -8  who .. is .. coming|come
        9  who|what .. am i .. texting|talking|speaking
        8  what .. do|should i .. reply|text|say|answer
        9  who .. texting|messaging|contacting|writing me|us|this
        9  can|should|do i|we .. reply|respond|text .. here|this|back|questions|number ?
        9  what|which company|business|number|place is .. this|texting
        9  how .. this|it|these .. works|work
        8  what do you do
        10  ^ help .. understand|reply|text|how|what|this
        9 help .. how .. works|work|do|reply
        9.5 are|is you|this|it|that a? .. bot|robot|real|human|person|machine|automated|computer|ai
        9 ^ who this|is_this|texting $
        9.5 are|is you|this|it real|human|bot|automated
        """,
}
