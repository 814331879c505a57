"""Customers pleased."""

from __future__ import annotations

from fieldcomm.domain.intent.reading import Intent

TABLES: dict[Intent, str] = {
    Intent.THANKS: """
        6  thanks|thankyou|gracias|grateful|appreciate|appreciated|agradezco|agradecido|agradecida|agradecemos
        8  ^ thanks|gracias|appreciate .. so|very|a|much|lot|all|bunch|million|for|again|muchas|mil|ya|you|it $
        7  thanks .. so_much|very_much|a_lot|a_million|a_bunch|for_everything|for_coming|for_all|for_the|for_your|again|for_being|for_letting|for_checking|for_keeping|guys|yall|everyone
        7  great|awesome|amazing|fantastic|excellent|wonderful|good|nice|terrific|super|incredible|outstanding|lovely|sweet|kind|polite|professional|helpful|friendly job|work|crew|service|guy|guys|people|team|man|person|worker|workers|experience|fellow|gentleman|gentlemen|lady|and
        7  crew|luis|mia|guys|team|he|she|they|you|yall|everyone|tech|service|workers .. was|were|did|are|is|did_a|have_been|has_been|been|have|done .. great|awesome|amazing|fantastic|excellent|wonderful|good|nice|terrific|polite|professional|helpful|friendly|kind|super|outstanding|sweet|lovely|careful|the_best|a_pleasure|a_lifesaver|lifesavers|so_nice|very_nice|respectful|incredible|wonders
        6  love|loved|impressed|happy|pleased|thrilled|delighted|grateful .. with|work|crew|job|service|luis|mia|guys|it|you|yall|so_far|that
        6  you .. rock|the_best|are_great|are_awesome|are_amazing|are_the_best|lifesaver|lifesavers|angel|angels
        6  lifesaver|lifesavers|god_bless|bless_you|blessings|dios_los_bendiga|dios_lo_bendiga|bendiciones|dios_le_bendiga
        6  looks|look|looking .. great|amazing|good|awesome|wonderful|fantastic|perfect|nice
        6  ^ great|awesome|perfect|cool|sweet|nice|excellent|wonderful|good|understood|noted|heart|thumbsup|ok|sounds_good|got_it|will_do|no_problem|no_worries|alright|alrighty|fine|good_to_know|copy|copy_that|roger|10_4|makes_sense|i_understand|we_understand|understood|all_good|good_deal|right_on|bet|word|gotcha|gotchu|right|that_is_fine|thats_ok|take_your_time|fair_enough|glad_to_hear|good_to_hear|hooray|yay|yes_thanks|you_too|same|welcome|your_welcome|you_are_welcome|have_a_good_day|have_a_good_one|have_a_great_day|great_news|perfecto|excelente|entendido|enterado|enterada|vale|bien|muy_bien|esta_bien|ok_bien|listo|de_acuerdo|bueno|igualmente|ok_gracias|de_nada|genial|que_bien|super|orale|sale|va|claro|entiendo|muy_amable|muy_amables|que_amable $
        6  ^ ok|great|perfect|cool|good|awesome|nice|alright|fine|got_it|sounds_good|bueno|perfecto .. thanks|gracias|heart|thumbsup|great|good|cool|perfect|you|then|sounds|will|understood
        5  sounds good|great|perfect|like_a_plan|fine|ok
        5  good|great to know|hear|news
        5  got it|cha|ya
        5  no problem|worries|rush
        5  ^ i|we understand $
        5  thumbsup|heart
        7  buen|excelente|gran|muy_buen|buenisimo|tremendo trabajo|servicio|equipo
        7  muy|son|es|fueron|fue|super|bien .. amable|amables|buenos|bueno|profesional|profesionales|educado|educados|atentos|atento
        6  muchas|mil|muchisimas gracias
        6  son .. mejores|unos_angeles|lo_maximo
        6  que dios .. bendiga
        -4  but|however|except|pero
        -4  ?
        -6  no thanks
        -5  thanks for|a_lot nothing|wasting|ruining|lying|not
        -6  not|wasnt|werent|arent|isnt|no .. happy|great|good|impressed|pleased|professional|friendly
        -5  would .. be nice|great|good|appreciate
        -3  appreciate if|it_if|a_call|an_update
        -3  would appreciate
        6  have a .. good|great|nice|blessed|wonderful|safe .. day|night|one|evening|weekend|rest
        6  ^ you|same too|to_you $
        6  that is|was .. good|great|nice|kind|sweet|helpful|awesome .. of|to|news|thanks|$
        6  stopped|fixed|dry|working|gone|better .. thanks
        -9  dog|dogs|cat|puppy .. friendly|nice|sweet|good
        6  glad|happy|relieved .. hear|know
        6  gracias|thanks .. por|for
        6  blessed|grateful
        6  looks|looking|is|smells so? .. better|amazing|beautiful|dry
        -6  are you|they|we .. ?
        8  five|5 stars|star
        8  a+|top_notch|highly_recommend|recommend_you|will_recommend|10_10
        7  they|crew|guys|luis|he cleaned|did|worked|finished .. nice|great|good|well|fast|quick
        7  we are|am so? happy|pleased|grateful|relieved
        7  that is .. great|good|awesome|wonderful .. thanks
        6  okie|okey|oki dokie|doke|dokey|doki
        6  ^ i? got|received|saw your|the|all text|texts|message|messages|your_texts $
        6  thankful|grateful
        7  all good .. thanks|here
        7  luis|mia|ana|bo|crew|you rocks|rock|rules
        -9  thanks to you|your|the_crew
        -9  thanks for nothing
        -6 <day> would|will be
        -9 consegui|encontre|contrate otro|otra
        """,
}
