using Dapper;
using Microsoft.Data.Sqlite;

namespace Storage.Catalog;

/// <content>Users and their roles.</content>
public sealed partial class CatalogStore
{
    private const string SelectUsers =
        "SELECT id, name, role, password IS NOT NULL AS HasPassword, totp_secret IS NOT NULL AS HasSecondFactor, created FROM users";

    /// <summary>All users by name.</summary>
    public IReadOnlyList<User> Users() => _file.Read(x => x.Query<UserRow>($"{SelectUsers} ORDER BY name").Select(row => ToUser(x, row)).ToArray());

    /// <summary>The user of this name, upper and lower case alike; null when there is none.</summary>
    public User? FindUser(string name) => _file.Read(x => FindUser(x, "name = @key", name.Trim().ToLowerInvariant()));

    public User? FindUser(long id) => _file.Read(x => FindUser(x, "id = @key", id));

    /// <summary>Whether an owner of all sites can sign in with a password: then no link is printed at start.</summary>
    public bool HasOwner() => _file.Read(x => CountOwners(x, 0) > 0);

    /// <summary>Adds a user without a password.</summary>
    /// <param name="name">1–120 characters without spaces, usually an e-mail address.</param>
    /// <param name="role">The role for all sites; null for none.</param>
    public User AddUser(string name, UserRole? role)
    {
        var row = new { name = CatalogRules.UserName(name), role = (long?)CatalogRules.Role(role), now = Now() };
        return _file.Write(x =>
        {
            Expect(x.ExecuteScalar<int>("SELECT count(*) FROM users") < CatalogRules.MaxUsers, CatalogRules.MaxUsers, "users");
            var id = x.ExecuteScalar<long>("INSERT INTO users (name, role, created) VALUES (@name, @role, @now) RETURNING id", row);
            return FindUser(x, "id = @key", id)!; // just added
        });
    }

    /// <summary>
    /// Makes the first owner, whom the operator's session asked for. What was opened by links of the start ends.
    /// </summary>
    /// <exception cref="CatalogException">There is an owner already, or a user of that name.</exception>
    public User AddFirstOwner(string name, string passwordHash)
    {
        var row = new { name = CatalogRules.UserName(name), role = (long)UserRole.Owner, passwordHash, now = Now() };
        return _file.Write(x =>
        {
            if (CountOwners(x, 0) > 0)
            {
                throw CatalogException.Conflict("There is an owner already: sign in as one, or ask one for a link.");
            }

            var id = x.ExecuteScalar<long>("INSERT INTO users (name, role, password, created) VALUES (@name, @role, @passwordHash, @now) RETURNING id", row);
            EndOperator(x);
            return FindUser(x, "id = @key", id)!; // just added
        });
    }

    /// <summary>Sets the role for all sites; null leaves only the roles for single sites.</summary>
    public User SetRole(long userId, UserRole? role)
    {
        var value = (long?)CatalogRules.Role(role);
        return _file.Write(x =>
        {
            if (role != UserRole.Owner)
            {
                ExpectAnotherOwner(x, userId);
            }

            Expect(x.Execute("UPDATE users SET role = @value WHERE id = @userId", new { userId, value }), "user");
            EndOperator(x);
            return FindUser(x, "id = @key", userId)!; // just changed
        });
    }

    /// <summary>Sets the role for one site; null takes it away.</summary>
    public User SetSiteRole(long userId, uint siteId, UserRole? role)
    {
        var value = (long?)CatalogRules.Role(role);
        return _file.Write(x =>
        {
            x.Execute("DELETE FROM user_sites WHERE user_id = @userId AND site_id = @siteId", new { userId, siteId });
            if (value is not null)
            {
                x.Execute("INSERT INTO user_sites (user_id, site_id, role) VALUES (@userId, @siteId, @value)", new { userId, siteId, value });
            }

            return FindUser(x, "id = @key", userId) ?? throw CatalogException.NotFound("user");
        });
    }

    /// <summary>Removes a user with sessions and links; never the last owner who can sign in.</summary>
    public void RemoveUser(long userId) => _file.Write(x =>
    {
        ExpectAnotherOwner(x, userId);
        Expect(x.Execute("DELETE FROM users WHERE id = @userId", new { userId }), "user");
        return true;
    });

    /// <summary>Takes password, second factor, links and sessions away: only a new link signs in.</summary>
    /// <param name="userId">Whom.</param>
    /// <param name="evenLastOwner">Whether the last owner who can sign in may be reset: by the operator, who may have to.</param>
    public void ResetUser(long userId, bool evenLastOwner = false) => _file.Write(x =>
    {
        if (!evenLastOwner)
        {
            ExpectAnotherOwner(x, userId);
        }

        Expect(x.Execute("UPDATE users SET password = NULL, totp_secret = NULL, totp_step = 0 WHERE id = @userId", new { userId }), "user");
        return x.Execute(
            "DELETE FROM recovery_codes WHERE user_id = @userId; DELETE FROM sign_in_sessions WHERE user_id = @userId; DELETE FROM sign_in_tokens WHERE user_id = @userId",
            new { userId });
    });

    /// <summary>The hash of a user's password; null when there is none.</summary>
    public string? PasswordOf(long userId) => _file.Read(x => x.ExecuteScalar<string?>("SELECT password FROM users WHERE id = @userId", new { userId }));

    /// <summary>Sets the hash of a password and ends all sessions and links of the user: whoever set it signs in anew.</summary>
    public void SetPassword(long userId, string hash) => _file.Write(x =>
    {
        Expect(x.Execute("UPDATE users SET password = @hash WHERE id = @userId", new { userId, hash }), "user");
        EndOperator(x);
        return x.Execute("DELETE FROM sign_in_sessions WHERE user_id = @userId; DELETE FROM sign_in_tokens WHERE user_id = @userId", new { userId });
    });

    /// <summary>As soon as an owner can sign in, the links of the start and what they opened end.</summary>
    private static void EndOperator(SqliteConnection connection)
    {
        if (CountOwners(connection, 0) > 0)
        {
            connection.Execute("DELETE FROM sign_in_tokens WHERE user_id IS NULL; DELETE FROM sign_in_sessions WHERE user_id IS NULL");
        }
    }

    private static void ExpectAnotherOwner(SqliteConnection connection, long userId)
    {
        var isOwner = connection.ExecuteScalar<int>("SELECT count(*) FROM users WHERE id = @userId AND role = 4 AND password IS NOT NULL", new { userId }) > 0;
        if (isOwner && CountOwners(connection, userId) == 0)
        {
            throw CatalogException.Conflict("This is the last owner who can sign in: make another one first.");
        }
    }

    private static int CountOwners(SqliteConnection connection, long except) =>
        connection.ExecuteScalar<int>("SELECT count(*) FROM users WHERE role = 4 AND password IS NOT NULL AND id <> @except", new { except });

    private static User? FindUser(SqliteConnection connection, string where, object key) =>
        connection.QuerySingleOrDefault<UserRow>($"{SelectUsers} WHERE {where}", new { key }) is { } row ? ToUser(connection, row) : null;

    private static User ToUser(SqliteConnection connection, UserRow row) => new()
    {
        Id = row.Id,
        Name = row.Name,
        Role = (UserRole?)row.Role,
        SiteRoles = connection.Query<(long Site, long Role)>("SELECT site_id, role FROM user_sites WHERE user_id = @Id", new { row.Id })
            .ToDictionary(pair => (uint)pair.Site, pair => (UserRole)pair.Role),
        HasPassword = row.HasPassword != 0,
        HasSecondFactor = row.HasSecondFactor != 0,
        Created = Time(row.Created),
    };

    /// <summary>
    /// A row of <c>users</c>. No constructor takes the columns: SQLite gives a computed column no type while there is
    /// no row, and no constructor would fit.
    /// </summary>
    private sealed record UserRow
    {
        public long Id { get; init; }

        public required string Name { get; init; }

        public long? Role { get; init; }

        public long HasPassword { get; init; }

        public long HasSecondFactor { get; init; }

        public long Created { get; init; }
    }
}
