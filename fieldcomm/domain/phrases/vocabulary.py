"""Classes of words the wordings share, English and Spanish side by side."""

from __future__ import annotations

_RAW: dict[str, str] = {
    "me": "me us nos",
    "we": "i we yo nosotros",
    "crew": "they he she you crew crews guy guys tech techs technician technicians team someone anyone "
    "fella fellas fellow fellows gentleman gentlemen young_man young_men electrician handyman roofer dude dudes "
    "muchacha joven jovenes plomero plomeros chavo chavos hombre hombres "
    "contractor contractors worker workers plumber plumbers people man men luis mia repairman "
    "repairmen installer driver inspector estimator adjuster your_guy your_guys your_crew your_team "
    "your_people your_tech your_man the_guy the_guys the_crew the_tech the_team the_man "
    "alguien ellos el ella ustedes usted tecnico tecnicos equipo muchacho muchachos senor trabajador "
    "trabajadores gente contratista",
    "nobody": "nobody not_one_person not_a_soul nadie ninguno",
    "be": "am are is be been was were",
    "come": "come coming comes came show showing shows showed arrive arriving arrives arrived",
    "day": "today tomorrow monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds "
    "thu thur thurs fri sat sun hoy manana lunes martes miercoles jueves viernes sabado domingo "
    "week weekend morning afternoon tonight evening semana tarde noche",
    "weekday": "today tomorrow monday tuesday wednesday thursday friday saturday sunday mon tue tues wed "
    "weds thu thur thurs fri sat sun hoy manana lunes martes miercoles jueves viernes sabado domingo",
    "visit": "appointment appointments appt apt visit visits service estimate window slot booking "
    "reservation inspection cita visita turno servicio estimado reparacion",
    "texts": "text texts message messages sms notifications updates alerts msgs spam texting messaging "
    "mensaje mensajes textos texto mensajitos notificaciones",
    "done": "done finished complete completed wrapped_up wrapped all_set all_done buttoned_up listo "
    "terminado termine terminamos acabe acabamos",
    "unit": "minutes minute min m hours hour h minutos minuto horas hora",
    "customer": "customer client homeowner owner lady resident tenant her him them cliente senora senor dana "
    "mrs mr reed",
    "please": "please por_favor",
    "swear": "fuck fucking fuckin fucked shit shitty bullshit bs damn damned goddamn hell wtf wth crap ass "
    "asshole assholes pissed pendejos pendejo mierda carajo chingada chinga cabron cabrones joder puta "
    "pinche pinches",
    "awful": "ridiculous unacceptable terrible horrible awful worst pathetic disgusting outrageous disgrace "
    "disgraceful disappointed disappointing disappointment furious livid angry frustrated frustrating "
    "fed_up sick_of sick_and_tired unbelievable appalling appalled joke lied lying liar liars lies "
    "incompetent unprofessional useless absurd insane nightmare shameful infuriating upset mad rude "
    "inaceptable ridiculo pesimo pesima horrible terrible verguenza enojado enojada molesto molesta "
    "furioso furiosa harto harta mentira mentiras mentirosos indignante decepcionado decepcionada "
    "burla colmo irresponsables irresponsable",
    "place": "here there house home place front driveway outside door",
}

CLASSES: dict[str, tuple[str, ...]] = {name: tuple(words.split()) for name, words in _RAW.items()}
