/**
 * The shapes of the chat protocol, as the widget sees them. Nothing here runs.
 *
 * @typedef {{id: string, label: string}} Choice
 *
 * @typedef {object} Line one line of the conversation
 * @property {number} [seq] its place; a line on its way has none yet
 * @property {string} [cmid] the client's own id of a send
 * @property {"bot"|"staff"|"shopper"|"system"} from
 * @property {string} [name] of the member of staff
 * @property {string} at ISO 8601
 * @property {string} text
 * @property {Choice[]} [choices]
 * @property {Card|null} [card]
 * @property {"sending"|"failed"} [state] only of a line on its way
 * @property {number} [went] how much of a photo on its way is sent, from 0 to 1
 * @property {string} [problem] why it failed, in the shopper's language
 *
 * @typedef {object} OrderCard
 * @property {"order"} kind
 * @property {string} number
 * @property {string} status_label
 * @property {Tone} tone
 * @property {string} [placed]
 * @property {{name: string, options?: string, quantity: number, price?: string, image?: string|null}[]} lines
 * @property {string} [total]
 * @property {string|null} [note]
 *
 * @typedef {object} ParcelCard
 * @property {"parcel"} kind
 * @property {string} order_number
 * @property {string} [carrier]
 * @property {string} [tracking_number]
 * @property {string} headline
 * @property {boolean} [late]
 * @property {{label: string, at?: string|null, place?: string|null, state: "done"|"now"|"next"|"problem"}[]} steps
 * @property {string[]} [items]
 *
 * @typedef {object} ProductCard
 * @property {"product"} kind
 * @property {string} name
 * @property {string|null} [image]
 * @property {string} [price]
 * @property {{label: string, price?: string, stock_label?: string, available: boolean}[]} [variants]
 *
 * @typedef {{kind: "facts", title?: string, rows: {label: string, value: string}[]}} FactsCard
 * @typedef {{label: string, value: string}} Row
 *
 * @typedef {object} QuoteCard a wish said back in full, to be confirmed
 * @property {"quote"} kind
 * @property {string} title
 * @property {Row[]} [rows]
 * @property {(OrderCard["lines"][number] & {becomes?: {options: string, price?: string}|null})[]} [lines]
 * @property {Row|null} [total]
 * @property {string|null} [note]
 *
 * @typedef {{kind: "done", title: string, number: string, rows?: Row[], note?: string|null}} DoneCard
 * @typedef {{kind: "image", url: string, alt: string}} ImageCard
 * @typedef {"good"|"busy"|"bad"|"done"} Tone
 * @typedef {OrderCard|ParcelCard|ProductCard|FactsCard|QuoteCard|DoneCard|ImageCard} Card
 *
 * @typedef {object} Owner who answers now
 * @property {"bot"|"queue"|"staff"} owner
 * @property {string} [staff]
 * @property {number} [position]
 * @property {number} [wait_s]
 * @property {string} [lang]
 * @property {string} [reply_by] ISO 8601: until when a person was promised to answer
 *
 * @typedef {object} Unsent one send that the desk has not acknowledged
 * @property {string} cmid
 * @property {string} text what the shopper sees
 * @property {string} [choice] the id, when it is a choice taken
 * @property {string} at
 * @property {Blob} [photo] kept only while the page is open
 * @property {Blob} [small] the photo as it is sent
 * @property {ImageCard} [card] the photo as the shopper sees it meanwhile
 * @property {number} [went] how much of the photo is sent, from 0 to 1
 * @property {boolean} [again] the photo was refused once for want of a fresh sign-in
 * @property {"sending"|"failed"} state
 * @property {string} [problem]
 */
export {};
