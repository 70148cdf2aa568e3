"""One repository per aggregate, written once over `await execute(statement, parameters)`."""
