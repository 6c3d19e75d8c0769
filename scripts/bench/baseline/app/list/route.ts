import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

export async function GET(request: Request): Promise<Response> {
  const { rows } = await pool.query(
    `SELECT * FROM "CharterMedia" WHERE "captainId" = $1 AND "status" = 'READY' AND "trashedAt" IS NULL
     ORDER BY "sortOrder", "createdAt", "id" LIMIT 200`,
    [new URL(request.url).searchParams.get("captainId")],
  );
  return Response.json({ photos: rows });
}
