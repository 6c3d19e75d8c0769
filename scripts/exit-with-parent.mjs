// Loaded into the server and the worker that the product's commands start: when they are killed outright, it
// ends too, instead of keeping the port.
process.once("disconnect", () => process.exit(1));
