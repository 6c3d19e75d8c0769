import { makeRenditions } from "@/lib/images/make-renditions";

export async function POST(request: Request): Promise<Response> {
  const bytes = Buffer.from(await request.arrayBuffer());
  const { renditions } = await makeRenditions(bytes, {
    widths: [320, 960, 1920],
    maxPixels: 50_000_000,
  });
  return Response.json({ widths: renditions.map(({ width }) => width) }, { status: 201 });
}
