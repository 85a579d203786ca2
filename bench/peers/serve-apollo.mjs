import { createServer } from "node:http";
import { HeaderMap } from "@apollo/server";

/**
 * Serves an Apollo Server over plain HTTP and prints the port: the least that can stand before it.
 * @param {import("@apollo/server").ApolloServer} apollo not started yet
 * @param {() => object} context makes the context of a request
 */
export async function serveApollo(apollo, context = () => ({})) {
  await apollo.start();
  const server = createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", async () => {
      const headers = new HeaderMap();
      for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
      const body = JSON.parse(Buffer.concat(chunks).toString());
      const answer = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method: "POST", headers, search: "", body },
        context: async () => context(),
      });
      response.writeHead(answer.status ?? 200, Object.fromEntries(answer.headers));
      response.end(answer.body.string);
    });
  });
  server.listen(0, "127.0.0.1", () => console.log(server.address().port));
}
