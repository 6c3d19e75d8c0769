// Loaded into the server that the product's commands start: when they are killed outright, it ends too,
// instead of keeping the port.
process.once("disconnect", () => process.exit(1));
