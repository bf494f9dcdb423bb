/** A name that is a key's whatever the record: `plain` is matched against the name without case and separators. */
export interface NameSignal {
  readonly id: string;
  readonly plain: RegExp;
  readonly weight: number;
  readonly says: string;
}

/**
 * Weights: how often a field of that name was the key among the streams of the 35 APIs that people made connectors
 * for, rounded down; a name that also means other things weighs less.
 */
export const NAMES: readonly NameSignal[] = [
  { id: "key/id", plain: /^id$/, weight: 0.95, says: "is called id" },
  {
    id: "key/global-id",
    plain: /^(uuid|guid|gid|sid|uid|urn|objectid|globalid|documentid|recordid|entityid)$/,
    weight: 0.85,
    says: "is named like a global identifier",
  },
  { id: "key/hash", plain: /^(sha|hash|digest|checksum)$/, weight: 0.6, says: "is a hash of the record" },
  {
    id: "key/code",
    plain:
      /^(code|key|slug|handle|symbol|ticker|isbn|isbn13|isin|sku|gtin|ean|barcode|permalink|identifier|ident|iata|icao|isocode|iso2|iso3|alpha2|alpha2code)$/,
    weight: 0.55,
    says: "is named like a code that is given once",
  },
  {
    id: "key/own-id",
    plain:
      /^((unique|primary|internal|item|object|resource|row|instance|self|my|node)(id|key|identifier|uuid)|(api|public)(id|identifier|uuid))$/,
    weight: 0.45,
    says: "is named like an identifier",
  },
  {
    id: "key/number",
    plain: /^(number|num|no|ref|reference|serial|serialnumber|index)$/,
    weight: 0.4,
    says: "counts the records",
  },
  {
    id: "key/login",
    plain: /^(login|username|screenname|hostname|domain|domainname|fqdn|iban|vin|imei|imsi|mac|macaddress)$/,
    weight: 0.4,
    says: "is a name that is given once",
  },
  { id: "key/email", plain: /^(email|emailaddress)$/, weight: 0.3, says: "is an address of one person" },
  {
    id: "key/address",
    plain: /^(url|uri|href|selflink|resourceuri|selfuri|permalinkurl)$/,
    weight: 0.3,
    says: "is the record's own address",
  },
  { id: "key/name", plain: /^name$/, weight: 0.3, says: "is the record's name" },
];

/** What follows the record's own name in its key: `customer_id`, `orderNumber`. */
export const RESOURCE_SUFFIXES: readonly { readonly id: string; readonly suffix: RegExp; readonly weight: number }[] = [
  { id: "key/resource-id", suffix: /^(id|uuid|guid|gid|sid|uid|identifier|pk|oid)$/, weight: 0.93 },
  { id: "key/resource-code", suffix: /^(code|key|slug|hash|sku|handle|token|symbol|urn|arn)$/, weight: 0.6 },
  { id: "key/resource-number", suffix: /^(number|num|no|nr|ref|reference)$/, weight: 0.5 },
  { id: "key/resource-name", suffix: /^name$/, weight: 0.3 },
  { id: "key/resource-itself", suffix: /^$/, weight: 0.55 },
];

/** Ends of names of things that are called like the text or value that they hold: two may say the same. */
export const TEXTS =
  /(comment|message|note|description|text|content|body|review|reply|question|answer|title|summary|quote|status|type|value|data|result|event|activity|log|entry|record|item|metric|score|rating|price|rate|amount|balance|total|count|time|date|year|month|day|hour|version|language|currency)$/;

/** Descriptions of a field that identifies the record it stands in. */
export const TELLING: readonly {
  readonly id: string;
  readonly pattern: RegExp;
  readonly weight: number;
  /** Plain names of the fields that it can be said of; none: of all. */
  readonly of?: RegExp;
}[] = [
  { id: "key/told-primary", pattern: /\bprimary[- ]key\b/i, weight: 0.9 },
  {
    // `name`: "Output only. Resource name of this property. Format: properties/{property_id}".
    id: "key/told-resource-name",
    pattern: /\b(resource|relative) name\b(?! of (the|its|a) parent).*\w\/[{<[`*\w]/is,
    weight: 0.85,
    of: /^(resource)?name$/,
  },
  // Without a path it may be the last part of one alone.
  {
    id: "key/told-resource-name",
    pattern: /^\W*(the )?(full )?resource name\b/i,
    weight: 0.5,
    of: /^(resource)?name$/,
  },
  {
    id: "key/told-unique",
    pattern:
      /\b(unique|globally unique|immutable|system[- ]generated|auto[- ]generated|canonical)\b[^.]{0,30}\b(id|ids|identifier|key|code|uuid|guid|number|string|name|slug)\b|\b(id|identifier|key|code|name)\b[^.]{0,20}\b(is|must be) unique\b|\buniquely identif/i,
    weight: 0.7,
  },
  { id: "key/told-identifier", pattern: /^(the |a |an )?(\w+ ){0,3}(id|identifier|uuid|guid|key)\b/i, weight: 0.4 },
];

/** Descriptions by which a field is no key, or another record's. */
export const TELLING_AGAINST: readonly { readonly id: string; readonly pattern: RegExp; readonly weight: number }[] = [
  {
    id: "key/told-not-unique",
    pattern:
      /\b(not|n't|non)[- ](be )?(necessarily )?unique\b|\bnot guaranteed (to be )?(globally )?(unique|stable)\b/i,
    weight: 0.8,
  },
  {
    id: "key/told-foreign",
    pattern: /\b(foreign key|belongs to|associated with|parent|related|owner|owned by|created by|assigned to)\b/i,
    weight: 0.5,
  },
  {
    // Whoever else gives it may give it twice.
    id: "key/told-external",
    pattern:
      /\b(id|identifier|key|number|code|reference)\b[^.]{0,40}\b(in|of|from|by) (the|an|your|their|another) (external|third[- ]party|remote|foreign|upstream) (system|platform|service|application|app|shop|store|marketplace|source|database)\b/i,
    weight: 0.6,
  },
  {
    id: "key/told-source-text",
    pattern: /\b(html|css|markup|markdown|source|script)\b[^.]{0,20}\b(code|text|content)\b/i,
    weight: 0.7,
  },
  {
    // In its first sentence, or as a sentence's beginning: elsewhere it is said of another field.
    id: "key/told-deprecated",
    pattern:
      /^[^.]*\b(deprecated|do not use|no longer|legacy)\b|[.!]\W*(this (field|property|value|parameter) (is|has been) )?(deprecated|do not use)\b/i,
    weight: 0.5,
  },
];

/** Vendor extensions by which a document itself names the key. */
export const KEY_EXTENSION = /^x-.*(primary-?key|is-?key|unique-?key|key-?field|is-?primary|identifier$)/i;

/** Names that tell records of one parent apart, though not those of several: the parent's key belongs to them. */
export const WITHIN_PARENT =
  /^(email|emailaddress|name|code|key|slug|number|num|no|index|position|category|locale|language|currency|type|date|day|month|period)$/;
