using System.Globalization;
using Npgsql;

namespace Stepwell.Store.Postgres;

/// <summary>
/// Where a database is: <c>postgres://user:password@host:port/database?parameter=value</c>, each part but the scheme optional.
/// </summary>
/// <remarks>PostgreSQL documentation, "Connection URIs". Of the parameters: host (a folder: its Unix socket), sslmode, application_name.</remarks>
internal static class PostgresAddress
{
    private static readonly string[] Schemes = ["postgres", "postgresql"];

    /// <exception cref="FormatException">The text is no such address.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || !Schemes.Contains(uri.Scheme))
            throw new FormatException("A PostgreSQL store is named like this: postgres://user:password@host:5432/database.");
        var builder = new NpgsqlConnectionStringBuilder { ApplicationName = "stepwell" };
        if (uri.Host.Length > 0)
            builder.Host = uri.Host.Trim('[', ']');
        if (uri.Port > 0)
            builder.Port = uri.Port;
        if (uri.AbsolutePath.Length > 1)
            builder.Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        if (uri.UserInfo.Split(':', 2) is [{ Length: > 0 } user, .. var password])
        {
            builder.Username = Uri.UnescapeDataString(user);
            if (password is [var secret])
                builder.Password = Uri.UnescapeDataString(secret);
        }

        foreach (var parameter in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            Set(builder, parameter);
        return builder;
    }

    private static void Set(NpgsqlConnectionStringBuilder builder, string parameter)
    {
        var parts = parameter.Split('=', 2);
        var value = parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "";
        switch (parts[0])
        {
            case "host":
                builder.Host = value;
                break;
            case "port":
                builder.Port = int.Parse(value, CultureInfo.InvariantCulture);
                break;
            case "user":
                builder.Username = value;
                break;
            case "password":
                builder.Password = value;
                break;
            case "dbname":
                builder.Database = value;
                break;
            case "application_name":
                builder.ApplicationName = value;
                break;
            case "sslmode":
                builder.SslMode = Enum.TryParse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var mode)
                    ? mode
                    : throw new FormatException($"'{value}' is no sslmode.");
                break;
            default:
                throw new FormatException($"The parameter '{parts[0]}' of the address of a PostgreSQL store is not known.");
        }
    }
}
