/** The place of a whole working day: the list, the open conversation, the customer beside it. */
import { CaseList } from "./cases.js";
import { Conversation } from "./conversation.js";
import { CustomerPanel } from "./customer.js";
import { hold, make } from "./dom.js";

export class Chats {
  constructor(/** @type {import("./entry.js").Room} */ room) {
    this.room = room;
    this.list = new CaseList(room);
    this.conversation = new Conversation(room, () => this.toggleSide());
    this.side = new CustomerPanel(room);
    this.nothing = make("section.nothing", {}, make("p", {}, room.words.nothingOpen), make("p", {}, room.words.nothingHint));
    this.element = make("div.chats", {}, this.list.element, this.nothing, this.side.element);
    room.desk.addEventListener("talk", () => this.look());
    this.look();
  }

  open() {
    this.look();
  }

  /** On a narrow page the customer lies over the conversation. */
  toggleSide(on = !this.element.classList.contains("side-open")) {
    this.element.classList.toggle("side-open", on);
  }

  look() {
    const { talk } = this.room.desk;
    this.element.classList.toggle("open", !!talk);
    if (!talk) this.toggleSide(false);
    hold(this.element, [this.list.element, talk ? this.conversation.element : this.nothing, this.side.element]);
    this.side.element.hidden = !talk;
  }
}
