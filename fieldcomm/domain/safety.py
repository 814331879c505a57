"""Recognising danger in a text (DESIGN 3.0). Too often is fine; a gas bill is not danger.

Wordings in the language of `phrases.phrase`, weighed per hazard; negative ones speak against.
"""

from __future__ import annotations

from collections.abc import Iterable

from fieldcomm.domain.phrases.phrase import Found

THRESHOLD = 5.0

DANGER: dict[str, str] = {
    "gas": """
        9  smell|smells|smelling|smelled|smelt|sniff|odor|scent|whiff|stench .. gas|propane|rotten_eggs|rotten_egg|sulfur
        9  gas|propane|sulfur|rotten_egg smell|smells|odor|leak|leaks|leaking|leaked|stink|hissing|fumes
        9  leak|leaking .. gas|propane
        7  hissing .. gas|line|meter|pipe|stove|furnace|boiler
        7  gas .. hissing
        6  rotten|rotting eggs|egg
        6  hit|broke|broken|cut|cracked|nicked|ruptured|struck .. gas_line|gas_pipe|gas_main
        6  gas_line|gas_pipe|gas_main .. broke|broken|cut|cracked|ruptured|hit|burst|open
        6  gas alarm|detector|sensor
        6  gas in|inside|all_over|everywhere|filling the? house|home|kitchen|basement|room|garage|place
        9  huele|oler|olor|huelo|oliendo .. gas|huevo_podrido|huevos_podridos|propano
        9  fuga|escape|escapando|fugando|tirando .. gas
        9  gas .. huele|fuga|escape|saliendo
        6  tuberia|linea .. gas .. rota|rompio|rompimos|rompieron
        -9  gas bill|station|money|card|tank_is|pump|receipt|mileage|stop|tax|gauge
        -9  get|getting|grab|grabbing|need|low_on|out_of|stop|stopping|stopped|pump|pumping|buy|cheap for? some? gas
        -7  no gas|propane smell|leak|leaks|odor
        -7  gas company|guy|man|people .. fixed|cleared|done|gone|said_its_fine|repaired|all_clear|turned
        -7  gas .. fixed|cleared|repaired|all_clear|is_back_on|back_on
        -9  factura|recibo|cuenta .. gas
        """,
    "electric": """
        9  spark|sparks|sparking|sparked|arcing
        9  chispa*|chispea*|sacando_chispas
        9  electrocuted|electrocute|electric_shock|electrical_shock|electrocuto|toque_electrico|corrientazo
        8  shocked|zapped me|him|her|us|my
        8  got|get|getting|gave .. shocked|zapped|shock .. outlet|switch|plug|wire|touching|touched|light|when|from|fan
        8  got|getting|get shocked|zapped
        8  got|gave|felt .. a? shock|jolt
        8  live|exposed|hanging|bare|downed|loose|hot wire|wires|wiring|power_line|powerline|power_lines
        8  wire|wires|power_line|powerline|lines down|exposed|hanging|live|dangling
        8  water|wet|dripping|leak|leaking|soaked|flooded|flooding|pouring|running ... outlet|outlets|breaker|breakers|fuse_box|fusebox|breaker_box|electrical|electric_panel|light_fixture|light_fixtures|light_switch|ceiling_light|ceiling_fan|chandelier|socket|sockets|power_strip|extension_cord|recessed_light|recessed_lights|wires|wiring
        8  outlet|outlets|breaker|breakers|fuse_box|breaker_box|electrical|electric_panel|light_fixture|light_fixtures|light_switch|ceiling_light|ceiling_fan|socket|sockets|wires|wiring|power_strip|extension_cord ... water|wet|dripping|underwater|soaked|flooded|submerged|buzzing|smoking|hot|burning|burnt|melting|melted|sizzling|crackling|popping
        7  buzzing|crackling|sizzling|popping|humming|burnt .. outlet|outlets|breaker|panel|breaker_box|fuse_box|switch|wires|socket|fixture
        7  light|lights|lamp|fixture|bulb .. dripping|full_of_water|filled_with_water|filling_with_water|has_water|leaking
        7  water .. coming|dripping|pouring|leaking|running|dripping_out .. light|lights|fixture
        7  plug|cord|outlet|fan|fans|dehumidifier|dryer|machine|blower|charger .. melting|melted|smoking|sparking|burnt|burning|on_fire|smells_hot|smell_hot|smells_like_burning|scorched|really_hot|super_hot
        8  agua|mojado|mojada|moja|goteando|gotea|cae|mojados|mojadas ... enchufe|enchufes|contacto|contactos|tomacorriente|tomacorrientes|apagador|foco|focos|lampara|cables|breaker|breakers|caja_electrica|caja_de_luz|caja_de_fusibles|panel_electrico|la_luz
        8  enchufe|enchufes|contacto|contactos|tomacorriente|tomacorrientes|apagador|foco|focos|lampara|cables|breaker|caja_electrica ... agua|mojado|mojada|mojados|chispa*|quemado|humo|caliente|quemando|zumba|suena|truena
        8  cable|cables pelado|pelados|suelto|sueltos|expuesto|expuestos|caido|caidos|colgando
        8  me dio .. toque|toques|descarga|corriente|calambre
        8  dio|dan|da toques|corriente|descarga
        -9  spark plug|plugs|joy
        -6  moved|unplugged|nothing|not|no sparks|sparking
        """,
    "fire": """
        9  on fire
        8  there is|are .. a? fire|flames
        8  fire|flames in|on|at|coming|inside|behind|under the|my|our|wall|walls
        8  caught fire
        8  house|kitchen|wall|outlet|garage|attic|basement|it .. burning|ablaze
        8  flames|smoldering|smouldering
        8  see|seeing|saw|smell|smells|smelling|smelled|lots_of|full_of|filling_with|filled_with .. smoke|smoky|burning|burnt|something_burning
        8  smoke|smoking .. coming|pouring|filling|rising|everywhere|out_of|inside|from|in_the|in_my
        8  burning|burnt|burned|scorched|electrical smell|odor|smells|plastic|rubber
        7  smells|smell|smelling .. hot|burning|burnt|burned|scorched|plastic|electrical
        8  smoke_alarm|smoke_detector|fire_alarm|smoke_alarms|fire_alarms|smoke_detectors|alarm .. going_off|wont_stop|went_off|is_going|ringing|blaring|sounding|screaming|goes_off
        7  is|are|its|was|started|starting smoking|smoldering
        7  fan|fans|heater|machine|dryer|blower|unit|panel|equipment|cord|outlet|motor .. smoking|burning|smoke
        9  ^ fire $
        9  fuego|incendio|llamas
        9  se|esta|estan quema|quemando|incendiando|incendio|prendio
        8  huele|olor|oler|huelo .. quemado|humo|quemada|plastico|chamuscado
        8  humo .. sale|saliendo|en|de|mucho|hay
        8  sale|saliendo|hay|veo|mucho .. humo
        8  alarma .. humo|incendio|incendios .. sonando|suena
        -9  fire|smoke damage|estimate|extinguisher|department_cleared|claim|insurance|place|pit|hydrant|restoration|hazard_report
        -9  fireplace|you_are_fired|fired|firewood
        -9  chirp|chirps|chirping|beeping|battery|batteries|beeps|low_battery
        -9  after|from|since|before the? fire|smoke
        -9  smokes|smoker|smokers|cigarette|cigarettes|smoke_break|smoking_area|no_smoking|non_smoking
        -9  open|light|lit|fire a? fireplace
        -6  no smoke|fire|flames
        """,
    "ceiling": """
        9  ceiling|roof|sheetrock|drywall ... bulge|bulging|bulges|bulged|sag|sagging|sags|sagged|bowing|bowed|bubble|bubbling|ballooning|drooping|droop|collapse|collapsing|collapsed|cave|caving|caved|falling|fell|fall|coming_down|came_down|come_down|bubbled|hanging|belly|buckling|buckled|swollen|swelling|cracking
        9  bulge|bulging|sag|sagging|bubble|bubbling|falling|collapsed|collapsing|caving|caved|drooping|bowing|collapse|buckling|swollen|bulto ... ceiling|roof
        6  water|it .. pouring|gushing|raining|streaming ... ceiling
        6  ceiling .. pouring|gushing|raining
        6  floor .. collapsed|collapsing|caved|caving|giving_way|gave_way
        9  techo|cielo_raso|plafon|tablaroca ... abomba*|abombado|inflado|inflando|hinchado|hinchando|cae|caer|cayo|cayendo|colapso|colaps*|hundi*|bolsa|panza|vencido|venciendo|colgando|pandeado|bombado|bofo|bulto
        8  cayo|cae|caer|cayendo|hundio|derrumbo|abombo .. techo
        -6  texture|textured|stain|stained|when
        -7  roof .. hanging
        """,
    "co": """
        9  carbon_monoxide|carbon_monoxyde|carbonmonoxide|monoxide|monoxido
        9  co|c02|co2 alarm|detector|detectors|alarms|monitor|sensor|meter|poisoning|reading|readings
        8  headache|headaches|dizzy|nauseous|nausea|lightheaded|light_headed|faint|passed_out|throwing_up ... furnace|generator|heater|dryer|fumes|boiler|machine|inside|everyone|all_of_us|kids|we_all|generador
        8  furnace|generator|heater|fumes|boiler|exhaust|generador ... headache|headaches|dizzy|nauseous|nausea|lightheaded|light_headed|faint|passed_out|mareado|mareada|mareados
        8  we|all|everyone|kids|both|us .. headache|headaches|dizzy|nauseous|lightheaded|light_headed|feel_sick|feel_ill|feeling_sick|feeling_dizzy
        7  feel|feeling|getting dizzy|lightheaded|light_headed|nauseous|faint
        7  generator .. inside|indoors|in_the_garage|in_garage|in_the_basement|in_basement
        6  everyone|everybody|we_all|all_of_us|kids .. headache|headaches
        8  todos|ninos|nos|me|estamos|estoy|siento|sentimos .. mareado|mareada|mareados|mareadas|mareo|dolor_de_cabeza|nauseas
        8  generador .. adentro|cochera|garaje|sotano
        -8  co chirp|chirping
        -8  detector|alarm|alarms .. chirp|chirping|chirps|battery|batteries
        """,
    "sewage": """
        9  sewage|sewer|raw_sewage|septic|feces|fecal|poop|human_waste|black_water|blackwater|sewerage|aguas_negras|drenaje|cloaca|excremento|caca
        8  toilet|toilets|shower|tub|bathtub|drain|drains .. backing_up|backed_up|backup|back_up|overflowing|overflowed|coming_up|bubbling_up|spewing
        8  backing_up|backed_up|overflowing|coming_up|backup|bubbling_up ... toilet|toilets|tub|shower|drain|drains|bathtub|commode
        8  shit|crap|turds|waste|brown_water|nasty_water|dirty_water .. coming_up|floating|everywhere|all_over|backing_up|from_the_toilet
        8  bano|inodoro|excusado|escusado|taza|regadera|coladera|tina .. desborda*|rebosa*|regresa*|tapado|devuelve
        8  desborda*|rebosa* .. bano|inodoro|excusado|taza|coladera|drenaje
        -6  sewer|septic|sewage bill|guy|company|inspection|permit|line_replaced|smell_gone
        """,
    "injury": """
        9  ambulance|unconscious|not_breathing|cant_breathe|cant_breath|bleeding|ambulancia|inconsciente|sangrando|sangra|seizure|convulsion|convulsiones
        9  call|called|calling|need 911|nueve_once
        9  llame|llamen|llamar .. 911|ambulancia
        8  heart_attack|stroke|chest_pain|chest_pains|infarto|ataque_al_corazon
        8  got|is|was|am|been|am_hurt|someone|badly hurt|injured
        8  hurt|hurting|injured .. himself|herself|myself|his|her|my|arm|leg|ankle|back|head|wrist|hip|badly|foot|hand|knee
        8  broke|broken|fractured|sprained .. arm|leg|ankle|wrist|hip|nose|foot|finger|rib|ribs|neck|collarbone
        8  fell|slipped|tripped .. off|down|through|from|on|and|in|over .. ladder|stairs|roof|steps|hurt|floor|hit|head|cant_get_up|cant_move|arm|leg|hip|back|attic|ceiling
        8  fell|slipped|collapsed .. mom|mother|dad|father|husband|wife|grandma|kid|son|daughter|baby
        8  mom|mother|dad|father|husband|wife|grandma|grandmother|son|daughter|kid|neighbor|guy|he|she|worker|helper|someone .. fell|collapsed|fainted|passed_out|slipped|is_hurt|got_hurt
        8  i|just fell|slipped
        8  cut .. hand|finger|arm|leg|foot|badly|deep|bad|open
        7  burned|burnt .. hand|arm|face|badly|myself|himself|herself
        7  er|emergency_room|hospital .. hurt|injury|fell|stitches|burned
        7  need|needs|getting stitches
        8  trapped|stuck .. inside|under|elevator|basement|attic
        9  lastimo|lastimado|lastimada|lastime|herido|herida|cayo_de|se_cayo|se_desmayo|quebro|corto_la|corte_la|corto_el|me_corte|me_cai|golpe_en_la_cabeza|no_respira|no_puede_respirar|quemo_la|se_golpeo
        -9  fell behind|through_the_cracks|asleep|off_the_list
        -9  hurt to|my_feelings|anything|anyone|nothing|feelings
        -7  se_cayo el|la internet|senal|sistema|llamada|techo|pared
        -7  bleeding money|edge
        -8  ambulance chaser*
        -8  cut .. drywall|hole|pipe|carpet|baseboard|baseboards
        """,
    "medical": """
        9  oxygen|oxygen_machine|concentrator|oxygen_tank|dialysis|ventilator|cpap|c_pap|nebulizer|feeding_tube|life_support|medical_device|medical_equipment|breathing_machine|insulin|oxigeno|dialisis|respirador|ventilador_medico|nebulizador|insulina|concentrador|aparato_medico|maquina_para_respirar
        8  medical|breathing|medico|medica ... power|electricity|outage|luz|electricidad|apagon
        8  power|electricity|luz ... wheelchair_lift|medical|breathing|hospital_bed
        """,
}


def worst_danger(found: Iterable[Found]) -> tuple[str, Found] | None:
    """The hazard most clearly named among what was found, with the wording that names it."""
    totals: dict[str, float] = {}
    best: dict[str, Found] = {}
    for item in found:
        if not item.label.startswith("danger:"):
            continue
        hazard = item.label.removeprefix("danger:")
        if item.weight < 0:
            totals[hazard] = totals.get(hazard, 0.0) + item.weight
        elif hazard not in best or best[hazard].weight < item.weight:
            best[hazard] = item
    weights = {h: found.weight + totals.get(h, 0.0) for h, found in best.items()}
    worst = max(weights, key=lambda h: weights[h], default=None)
    if worst is None or weights[worst] < THRESHOLD:
        return None
    return worst, best[worst]
