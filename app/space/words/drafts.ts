/** The drafts on a page of one's own: what each is called there, and its fields of words. */

export const optionDraft = "option";
export const optionFields = ["title", "text", "gives", "asks", "how"] as const;

/** What its writer hears of a draft that they put away to go on with it. */
export const keptForLater = "Your draft is kept for later. Only you read it.";

export const decisionDraft = "decision";
export const decisionFields = ["text"] as const;
