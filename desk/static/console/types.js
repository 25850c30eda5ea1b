/**
 * The shapes that desk and console exchange, as the console sees them. Nothing here runs.
 *
 * @typedef {{id: string, name: string}} Person
 * @typedef {{id: string, email: string, name: string, role: "agent"|"supervisor"|"owner", languages: string[],
 *   skills: string[], capacity: number, language: string}} Member
 *
 * @typedef {object} Case somebody waits for a person, has one, or had one
 * @property {number} id
 * @property {string} conversation
 * @property {"waiting"|"taken"|"message"|"done"} state
 * @property {number} epoch rises with each change of hands
 * @property {string} topic
 * @property {string} reason why a person
 * @property {string} language
 * @property {string} skill
 * @property {number} importance
 * @property {string|null} order_number
 * @property {{id: string, name: string, tier?: string}|null} customer
 * @property {Record<string, any>} brief
 * @property {Person|null} staff
 * @property {string} asked_at
 * @property {string} waiting_since
 * @property {string|null} taken_at
 * @property {string|null} answered_at
 * @property {string} reply_by
 * @property {string|null} solve_by
 * @property {string|null} done_at
 * @property {string|null} outcome
 * @property {string|null} transferred a note that is to be read back
 * @property {{from: string, text: string, at: string}|null} last_line
 * @property {number} unread
 * @property {string[]} tags
 *
 * @typedef {import("../widget/types.js").Line} Line
 * @typedef {{id: number, staff: Person, at: string, text: string, mentions: string[]}} Note
 * @typedef {{id: number, conversation: string, kind: string, text: string, owner: Person|null, due_at: string,
 *   state: string, customer?: Person|null}} Promised
 * @typedef {Person & {role: string, languages: string[], present: boolean, takes_new: boolean, chats: number,
 *   capacity: number}} Colleague
 * @typedef {{id: number, shortcut: string, title: string, texts: Record<string, string>}} Canned
 * @typedef {{cmid: string, text: string, at: string, failed?: string}} Unsent a line that the desk has not taken yet
 */
export {};
