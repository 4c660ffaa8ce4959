/** Words with a capital that are no part of a person's name. */
export const NOT_NAMES: ReadonlySet<string> = new Set(
  // Streets and places.
  (
    'Street St Avenue Ave Road Rd Drive Dr Lane Ln Court Ct Boulevard Blvd Way Place Pl Circle Cir Terrace Trail Parkway ' +
    'Pkwy Highway Hwy Route Interstate Exit Bridge River Creek Lake Park Plaza Square Mall Center Centre Station Airport ' +
    'County City Township Village Town State University College School Academy Library Hospital Church Temple Chapel ' +
    'Cemetery Museum Theater Stadium Field Hall House Building Tower Hotel Motel Inn Barracks Memorial North South East ' +
    'West Northwest Northeast Southwest Southeast Upper Lower Downtown Saint Ste Fort Mount Spring Springs Heights Hills ' +
    'Valley Grove Groves Woods Ridge Point Island Beach Bay Harbor Landing Crossing Junction Estates Gardens Manor ' +
    'Elementary Middle High Community Civic Municipal Regional National Federal American Mid Cape Girardeau Rock ' +
    // Offices, ranks and trades.
    'Department Division Bureau Unit Office Agency Police Sheriff Patrol Courts Circuit Judicial District Precinct ' +
    'Prosecuting Prosecutor Attorney General Council Commission Committee Board Association Foundation Society Union ' +
    'Federation Institute Service Services Team Force Squad Section Branch Detail Program Project Operation Task Crime ' +
    'Crimes Persons Property Laboratory Media Relations Public Safety Justice Probation Parole Family Juvenile Children ' +
    'Investigation Investigations Special Operations Operational Support Criminal Records Security Health Human ' +
    'Administration Revenue Transportation Natural Resources Homeland Major Case Traffic Accident Reconstruction ' +
    'Internal Affairs Officer Officers Detective Detectives Deputy Deputies Trooper Troopers Sergeant Lieutenant Captain ' +
    'Colonel Commander Chief Mayor Governor Senator Judge Marshal Marshals Agent Agents Director President Secretary ' +
    'Company Inc LLC Corp Corporation Bank Store Market Grocery Pharmacy Restaurant Cafe Bar Grill Shop Motors Insurance ' +
    // Crimes, which stand in capitals beside their degree.
    'Robbery Burglary Assault Murder Manslaughter Homicide Stealing Theft Arson Kidnapping Rape Sodomy Trespass Forgery ' +
    'Fraud Harassment Stalking Resisting Fleeing Tampering Trafficking Endangerment Endangering Driving Intoxicated ' +
    'First Second Third Fourth Degree Class Felony Misdemeanor Armed Action Unlawful Use Weapon Firearm Possession ' +
    'Controlled Substance Damage Leaving Scene Involuntary Count Counts Charges ' +
    // Days, months, feasts.
    'Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August ' +
    'September October November December Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Thanksgiving Christmas ' +
    'Easter Halloween Veterans Independence Labor Day Eve New Year Years Cinco Mayo Domestic Violence Awareness Month Week ' +
    // States and countries.
    'Missouri Illinois Kansas Arkansas Iowa Nebraska Oklahoma Tennessee Kentucky Texas Florida California Ohio Indiana ' +
    'Michigan Wisconsin Minnesota Colorado Alabama Mississippi Louisiana Arizona Nevada Utah York Jersey Mexico ' +
    'Carolina Dakota Virginia Washington Oregon Pennsylvania Maryland Massachusetts America United States ' +
    // Makes of cars, which stand before a year as names stand before an age.
    'Chevrolet Chevy Dodge Jeep Toyota Honda Nissan Hyundai Kia Chrysler Buick Cadillac GMC Pontiac Ram Lexus Acura ' +
    'Mazda Subaru Volkswagen BMW Mercedes Benz Audi Volvo Tesla Infiniti Mitsubishi Suzuki Yamaha Kawasaki ' +
    'Harley Davidson Glock Altima Silverado Malibu Impala Camry Accord Transit ' +
    // Papers and programmes.
    'News Post Dispatch Times Digest Release Press Report Act Code Statute Title Article Chapter Priority Coffee ' +
    'Cop Neighborhood Watch Night Out Toys Tots Silver Amber Alert Advisory Update Correction Emergency'
  ).split(' '),
);

/** Words with a capital that may stand before a name at the beginning of a sentence, and are no part of it. */
export const BEFORE_NAMES: ReadonlySet<string> = new Set(
  (
    'The A An On In At After Before When While As But And If For From With By To Of That This His Her Their Its He She ' +
    'They Police Officer Detective Victim Witness Witnesses Suspect Suspects Defendant Deceased Missing Wanted Charged ' +
    'Arrested Identified Named Name Driver Passenger Pedestrian Resident Neighbor Owner Mother Father Brother Sister Son ' +
    'Daughter Wife Husband Bond Also Later Earlier Today Yesterday Anyone Contact Call Photo Booking Pictured Above Left ' +
    'Right School Portrait Like Both Only Then Since Until Because According Meanwhile Investigators Prosecutors Friends ' +
    'Now No Not Or So Two Three Four Juvenile Informant Complainant Caller Clerk Cashier Teacher Manager Employee'
  ).split(' '),
);
