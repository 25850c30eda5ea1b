import { make, part } from "./dom.js";

/**
 * @typedef {object} Product
 * @property {string} id
 * @property {Record<string, string>} name
 * @property {string|null} category
 * @property {string|null} image
 * @property {string} from
 * @property {string} to
 * @property {boolean} available
 */

/** The goods on show, by category where the store has them. */
export class Shelf {
  /** @type {string|null} */
  category = null;

  /** @param {{currency: string, products: Product[]}} goods */
  constructor({ currency, products }) {
    this.currency = currency;
    this.products = products;
    this.categories = [...new Set(products.map(({ category }) => category).filter(Boolean))];
  }

  show(/** @type {import("./words.js").Words} */ words, /** @type {string} */ language) {
    const shown = this.category
      ? this.products.filter(({ category }) => category === this.category)
      : mixed(this.products);
    part("goods-title").textContent = words.goods;
    part("categories").setAttribute("aria-label", words.categories);
    part("categories").hidden = this.categories.length < 2;
    part("categories").replaceChildren(
      ...[null, ...this.categories].map((category) => this.#filter(category, words, language)),
    );
    part("shelf").replaceChildren(...shown.map((product) => this.#product(product, words, language)));
  }

  #filter(
    /** @type {string|null} */ category,
    /** @type {import("./words.js").Words} */ words,
    /** @type {string} */ language,
  ) {
    const choose = () => {
      this.category = category;
      this.show(words, language);
    };
    const label = category ? (words.categoryNames[category] ?? category) : words.all;
    return make(
      "button",
      { type: "button", "aria-pressed": String(category === this.category), onclick: choose },
      label,
    );
  }

  #product(
    /** @type {Product} */ product,
    /** @type {import("./words.js").Words} */ words,
    /** @type {string} */ language,
  ) {
    const name = product.name[language];
    const price = new Intl.NumberFormat(language === "zh" ? "zh-CN" : "en-US", {
      style: "currency",
      currency: this.currency,
    });
    const from = price.format(Number(product.from));
    const cost = !product.available ? words.soldOut : product.from === product.to ? from : words.from(from);
    const ask = () => /** @type {any} */ (window).Shopbell.open(words.askAbout(name));
    return make(
      "li",
      {},
      picture(product, name),
      make("h3", {}, name),
      make("p", {}, cost),
      make("button", { type: "button", onclick: ask, "aria-label": `${words.ask}: ${name}` }, words.ask),
    );
  }
}

/** One of each category in turn: more to see at first sight. */
function mixed(/** @type {Product[]} */ products) {
  /** @type {Map<string|null, number>} */
  const seen = new Map();
  const ranked = products.map((product) => {
    const rank = seen.get(product.category) ?? 0;
    seen.set(product.category, rank + 1);
    return { product, rank };
  });
  return ranked.sort((one, other) => one.rank - other.rank).map(({ product }) => product);
}

/** The product's picture, or its first letter on a quiet ground where the store has none. */
function picture(/** @type {Product} */ product, /** @type {string} */ name) {
  if (product.image)
    return make("img.picture", { src: product.image, alt: "", loading: "lazy", width: 400, height: 400 });
  return make("span.picture", { "aria-hidden": "true" }, name.trim().charAt(0));
}
