/** The drafts on a page of one's own: what each is called there, and its fields of words. */

export const optionDraft = "option";
export const optionFields = ["title", "text", "gives", "asks", "how"] as const;

export const decisionDraft = "decision";
export const decisionFields = ["text"] as const;
