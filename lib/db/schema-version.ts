// Which schema this build was written against. Never reads the migrations folder: a deployed
// function does not carry it.

/**
 * The newest folder of prisma/migrations. A database that has not applied it is older than the code;
 * one that has applied more is newer, which the code must bear with while a deployment is under way.
 */
export const LATEST_MIGRATION = "20251108100000_staff_jobs";
