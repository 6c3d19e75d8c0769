import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

export const dynamic = "force-dynamic";

interface Row {
  id: string;
  url: string;
  kind: string;
  displayName: string;
  createdAt: Date;
}

export default async function Rows() {
  const { rows } = await pool.query<Row>(
    `SELECT media.*, captain."displayName" FROM "CharterMedia" media
     JOIN "CaptainProfile" captain ON captain."id" = media."captainId"
     WHERE media."status" = 'READY' AND media."trashedAt" IS NULL AND media."missingSince" IS NULL
       AND media."charterId" IS NULL AND media."captainId" IS NOT NULL
     ORDER BY media."createdAt" DESC, media."id" DESC LIMIT 50`,
  );
  return (
    <ul>
      {rows.map(({ id, url, kind, displayName, createdAt }) => (
        <li key={id}>
          <a href={url}>{displayName}</a> {kind} {createdAt.toISOString()}
        </li>
      ))}
    </ul>
  );
}
