// What invented registrants fill in: for each page of the form its fields by name. A text fills a field, chooses a
// radio button or an option; `true` ticks a box; a list ticks the boxes with these values.

let registrants = 0;

/** Address and KvK number of the next registrant; each portal of a test meets a number once. */
function facts(host, city) {
  registrants += 1;
  return {
    kvk: `8${String(registrants).padStart(7, '0')}`,
    street: `Voorbeeldlaan ${registrants}`,
    postcode: '3891 ED',
    city,
    website: host,
  };
}

/** An invented person; the mail address follows from name and host. */
export function person(name, host, more = {}) {
  const local = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll(' ', '.');
  return { name, email: `${local}@${host}`, phone: '036 522 95 22', ...more };
}

/** The fields of these people in a list of the form, `contacts` or `signatories`. */
export function fieldsOf(list, people) {
  const fields = people.flatMap((one, index) =>
    Object.entries(one).map(([part, value]) => [`${list}-${index}-${part}`, value]),
  );
  return Object.fromEntries(fields);
}

/** What every registration but the landlord's has. */
function organisation(kind, name, host, { contact, signatory, organisatie, between, last }) {
  return {
    kind,
    name,
    registrant: contact,
    contact,
    signatory,
    pages: {
      begin: { registrant_name: contact.name, registrant_email: contact.email },
      organisatie,
      ...between,
      contactpersonen: fieldsOf('contacts', [contact]),
      ...(signatory ? { tekenbevoegden: fieldsOf('signatories', [signatory]) } : {}),
      ...last,
    },
  };
}

/** A municipality by its name on the list. */
export function municipality(name, host) {
  return organisation('gemeente', name, host, {
    contact: person('Ilse Vermeulen', host, { function: 'beleidsadviseur' }),
    signatory: person('Bart Oostwal', host, { function: 'burgemeester', ground: 'office' }),
    organisatie: { municipality: name, ...facts(host, name) },
    between: { systeem: { system: 'bkr_vps' } },
    last: { uitvoering: { executor: 'no' } },
  });
}

/** A joint body of the municipalities with these CBS codes; `systems`: the system of a member where it differs. */
export function jointBody(name, host, members, systems = {}) {
  const own = Object.entries(systems).map(([code, system]) => [`system-${code}`, system]);
  return organisation('gemeenschappelijke-regeling', name, host, {
    contact: person('Marit Holtkamp', host, { function: 'teamleider' }),
    signatory: person('Evert Nijland', host, { function: 'voorzitter', ground: 'mandate', mandate_date: '2024-05-14' }),
    organisatie: { name, organ: 'dagelijks_bestuur', ...facts(host, 'Gulpen') },
    between: { leden: { members }, systeem: { system: 'inforing', ...Object.fromEntries(own) } },
    last: { uitvoering: { executor: 'no' } },
  });
}

/** A signal partner that is active in the whole country. */
export function partner(name, host) {
  return organisation('signaalpartner', name, host, {
    contact: person('Hidde Wolthuis', host, { function: 'coördinator' }),
    signatory: person('Carla Brandsma', host, { function: 'directeur', ground: 'register' }),
    organisatie: { name, partner_kind: 'energie.energy_supplier', ...facts(host, 'Zwolle') },
    between: { werkgebied: { area: 'country' } },
    last: { uitvoering: { executor: 'no' } },
  });
}

/** An executor. */
export function executor(name, host) {
  return organisation('uitvoerende-organisatie', name, host, {
    contact: person('Joke Tamminga', host, { function: 'teamleider' }),
    organisatie: { name, ...facts(host, 'Assen') },
    between: { opdrachtgevers: { clients: 'Gemeente Assen\nWoonstichting Het Lindeblad' } },
    last: { tekenbevoegden: {} },
  });
}

/** A private landlord without a KvK number, with a home in `place`. */
export function landlord(name, place) {
  const one = person(name, 'huisbaas.example');
  return {
    kind: 'particuliere-verhuurder',
    name,
    registrant: one,
    contact: one,
    signatory: one,
    pages: {
      gegevens: {
        registrant_name: one.name,
        registrant_email: one.email,
        phone: one.phone,
        street: 'Dorpsstraat 12',
        postcode: '2011 AB',
        city: 'Haarlem',
      },
      woningen: { area_codes: place },
    },
  };
}
