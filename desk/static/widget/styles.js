/** The style sheets, one beside each part. */
import theme from "./theme.css" with { type: "css" };
import launcher from "./launcher.css" with { type: "css" };
import panel from "./panel.css" with { type: "css" };
import notice from "./notice.css" with { type: "css" };
import log from "./log.css" with { type: "css" };
import cards from "./cards.css" with { type: "css" };
import choices from "./choices.css" with { type: "css" };
import composer from "./composer.css" with { type: "css" };

export const sheets = [theme, launcher, panel, notice, log, cards, choices, composer];
