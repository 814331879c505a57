"""Ordinary words that look like a misspelling of a word we listen for, and are not."""

from __future__ import annotations

from fieldcomm.domain.phrases.word_set import word_set

COMMON = word_set(
    """
    about above across actual actually added adult after again ahead alarm alive alone along
    already also always angle another answer apart april areas around asked august aware basis
    beach being below bench black blame block blood board boards books boost bored bought bound
    boxes brain brand bread break bring broad brown build built cable candy cards cared carry
    carpet cases cause caused center chair chance change cheap check checks cheese chest child
    chill china choice chose class clean cleaned clear click climb close closed closet cloud
    coach coast coffee color comes comfort common company corner costs couch couple cover
    covered crack cracked crazy cream cried crime cross crowd daily dance dated daughter dealt
    death decent degree delay depth desk digit dining dirty disco doing doors doubt draft drain
    drama dream dress drink drive driven drives driver dries dryer dryers drying early earth
    eight eighth enjoy enough enter equal error event every exact extra faces facts faith false
    family fancy fault favor fence fewer field fifth fifty fight final finally finds fixed fixes
    flame flash fleet flood floor floors focus folks force forty found frame fresh front fruit
    fully funny gates ghost girls giving glass going grace grade grand grant grass great green
    greet gross group grown guard guess guest guide habit happy harsh hasnt heart heavy hello
    helps hence hired holes holy homes honey honest hoped hopes horse hotel hours house houses
    human humid ideal image inner input issue issues items itself january joint judge juice
    keeps kinds kitchen known knows label labor large later laugh layer leads learn lease least
    leave leaves legal level light lights limit lines lists lived lives local lobby locks logic
    looks loose lower lucky lunch lying magic major makes march maria match mayor means meant
    meets mercy metal meter might minor mixed model money month months motor mount mouse mouth
    moved moves movie music needs nerve never newer night ninth noise north noted notes novel
    nurse ocean offer often older opens order organ other ought outer owned owner owners paint
    panel paper parts party pause peace phase photo photos piano picks piece place plain plane
    plans plant plate plenty point polls pound power press price pride prime print prior proof
    proud pulls queen quick quiet quite quote radio raise range rapid ratio reach reads ready
    really refer relax rents reply rest right rinse risen risk river roads rooms rough round
    route royal rules running sadly safer sales sandy saved scale scare scary scene school scope
    score seems sells sense serve seven shade shake shall shape share sharp sheet shelf shelves
    shift shine shirt shock shoes shoot shops short shown shows shut sides sight signs silly
    since sixth sixty sized sizes skill slack sleep slept slide slope small smart smell smile
    smoke snack solid solve sooner sorry sound south space spare speak speed spell spend spent
    spoke sport spots staff stage stain stairs stake stamp stand start state stays steam steel
    steps stick still stock stone stood store storm story stove strip stuck study stuff style
    sugar suite sunny super sweet table taken takes taste taxes teach teeth tells terms tests
    thank their theme there these thick thief thing things think third thirty those three threw
    throw tight times tired title today toilet total touch tough tower towel towels track trade
    train trash treat trees trend trial tribe trick tried tries truck trucks truly trust truth
    twice twins uncle under union units until upper upset urban usage usual value valve video
    visit voice waist walls waste watch water waved wears weeks weird wells whole whose wider
    woman women words worker works world worry worse worst worth would write wrong wrote yards
    years young yours youth before behind better between bottle bottom button camera caught
    changed charge choose clearly cleaner closer column coming cooler copper corners cotton
    credit damage damaged dealer decide deeper detail dinner direct during easier eating effort
    either electric emails entire estate expect father fellow figure filter finger finish floral
    flower follow forced forget forgot formal former friend frozen future garage garden gather
    gotten ground growth guests handle happen hardly having health hearing heaters height helped
    helper hidden higher hiring hoping indeed inside island jacket keeper kicked ladder latest
    laundry lawyer leader lesson letter likely liquid listen little living locked longer looked
    lovely making manage manner market matter member mental middle minute mirror mobile moment
    mother motion moving muddy myself nature nearby nearly needed neither nobody normal notice
    number office online option orange others outlet outside paging paid painted parent parked
    patient paying people perhaps period person phone picked picture places player please pocket
    police policy posted prefer pretty prices proper public pulled purple pushed puppy putting
    quickly rather reader reason recent record refuse regard remain remind remote remove rental
    repair repairs report result return review reviews roof sample saving scared screen second
    secret seemed seller senior series served server settle seventh shower signed silver simple
    single sister smells smoker soaked social soften source spoken spread spring square starts
    stated status steady stolen street string strong suffer summer supply surely switch system
    taking talking target tenant thanks theirs though thought thread ticket toward towards
    travel trying turned twelve twenty unable unless update using useful usually vacuum valley
    varies vendor verify versus viewed visits volume waited waiting walked wallet wanted warmer
    washer watched weekly weight wheels willing window windows winter wiring wishes within
    wonder wooden worked yellow banos cocina cuarto cuartos casas ahora antes agua aguas amigo
    arriba bajo calle carro casa claro cosas cuanto cuenta dentro desde dinero donde entre
    esposo esposa fuera gente grande hacer hasta hijos horas lado luego lugar luces mejor menos
    mismo mucho mucha muchas muchos nadie niños nunca nuevo otros otra pared paredes perro
    perros piso pisos poder porque puedo puerta quien quiere quiero sabes seguro semana señor
    sobre techo tengo tiene tienen toda todas todos trabajo vamos vecino veces venta verdad
    viene viernes vienen viejo vivir llaves
    """
)
