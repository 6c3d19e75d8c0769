/** The attribute of a button that opens a photo: its value is the photo's place, from 0. */
export const OPENS = "data-opens";
