using System.Collections.Immutable;
using Stepwell.Store;

namespace Stepwell.Services.Lambda.Storage;

/// <summary>What functions are made of, as far as it is configured.</summary>
internal static class FunctionTables
{
    internal static readonly TableIndex FunctionsByName = new("lambda_function_name", ["scope", "name"], IsUnique: true);

    internal static readonly TableIndex FunctionsByCodeSigning = new(
        "lambda_function_signing", ["code_signing", "name"], OnlyWhereNotNull: "code_signing");

    internal static readonly Table<FunctionRow> Functions = new(
        "lambda_function",
        TableLayout.IntegerKey,
        ["id"],
        [
            Column.Integer<FunctionRow>("id", row => row.Id),
            Column.Text<FunctionRow>("scope", row => row.Scope),
            Column.Text<FunctionRow>("name", row => row.Name),
            Column.Integer<FunctionRow>("last_version", row => row.LastVersion),
            Column.NullableInteger<FunctionRow>("reserved", row => row.Reserved),
            Column.NullableText<FunctionRow>("code_signing", row => row.CodeSigning),
            Column.Text<FunctionRow>("recursive_loop", row => row.RecursiveLoop),
            Column.Blob<FunctionRow>("tags", row => row.Tags),
        ],
        row => new(
            row.Integer(0), row.Text(1), row.Text(2), row.Integer(3), row.NullableInteger(4), row.NullableText(5), row.Text(6), row.Blob(7)),
        [FunctionsByName, FunctionsByCodeSigning]);

    /// <remarks>Configurations have kilobytes, so they lie in the order of their insertion.</remarks>
    internal static readonly Table<VersionRow> Versions = new(
        "lambda_version",
        TableLayout.Append,
        ["function_id", "number"],
        [
            Column.Integer<VersionRow>("function_id", row => row.FunctionId),
            Column.Integer<VersionRow>("number", row => row.Number),
            Column.Blob<VersionRow>("configuration", row => row.Configuration),
            Column.Text<VersionRow>("code", row => row.Code),
            Column.Integer<VersionRow>("unzipped_bytes", row => row.UnzippedBytes),
            Column.Text<VersionRow>("layer_codes", row => row.LayerCodes),
        ],
        row => new(row.Integer(0), row.Integer(1), row.Blob(2), row.Text(3), row.Integer(4), row.Text(5)));

    internal static readonly TableIndex SettingsByUrl = new("lambda_setting_url", ["url_id"], IsUnique: true, OnlyWhereNotNull: "url_id");

    internal static readonly TableIndex SettingsByKind = new("lambda_setting_kind", ["kind"]);

    internal static readonly Table<SettingRow> Settings = new(
        "lambda_setting",
        TableLayout.Append,
        ["function_id", "kind", "name"],
        [
            Column.Integer<SettingRow>("function_id", row => row.FunctionId),
            Column.Text<SettingRow>("kind", row => row.Kind),
            Column.Text<SettingRow>("name", row => row.Name),
            Column.Blob<SettingRow>("value", row => row.Value),
            Column.NullableText<SettingRow>("url_id", row => row.UrlId),
        ],
        row => new(row.Integer(0), row.Text(1), row.Text(2), row.Blob(3), row.NullableText(4)),
        [SettingsByUrl, SettingsByKind]);

    internal static readonly Table<CodeUseRow> CodeUses = new(
        "lambda_code_use",
        TableLayout.Clustered,
        ["code", "owner"],
        [Column.Text<CodeUseRow>("code", row => row.Code), Column.Text<CodeUseRow>("owner", row => row.Owner)],
        row => new(row.Text(0), row.Text(1)));

    internal static readonly Table<LayerRow> Layers = new(
        "lambda_layer",
        TableLayout.Clustered,
        ["scope", "name"],
        [
            Column.Text<LayerRow>("scope", row => row.Scope),
            Column.Text<LayerRow>("name", row => row.Name),
            Column.Integer<LayerRow>("last_version", row => row.LastVersion),
        ],
        row => new(row.Text(0), row.Text(1), row.Integer(2)));

    internal static readonly Table<LayerVersionRow> LayerVersions = new(
        "lambda_layer_version",
        TableLayout.Append,
        ["scope", "name", "number"],
        [
            Column.Text<LayerVersionRow>("scope", row => row.Scope),
            Column.Text<LayerVersionRow>("name", row => row.Name),
            Column.Integer<LayerVersionRow>("number", row => row.Number),
            Column.Blob<LayerVersionRow>("value", row => row.Value),
            Column.Text<LayerVersionRow>("code", row => row.Code),
            Column.Integer<LayerVersionRow>("unzipped_bytes", row => row.UnzippedBytes),
            Column.NullableBlob<LayerVersionRow>("policy", row => row.Policy),
        ],
        row => new(row.Text(0), row.Text(1), row.Integer(2), row.Blob(3), row.Text(4), row.Integer(5), row.NullableBlob(6)));

    internal static readonly Table<CodeSigningRow> CodeSigning = new(
        "lambda_code_signing",
        TableLayout.Append,
        ["scope", "id"],
        [
            Column.Text<CodeSigningRow>("scope", row => row.Scope),
            Column.Text<CodeSigningRow>("id", row => row.Id),
            Column.Blob<CodeSigningRow>("value", row => row.Value),
        ],
        row => new(row.Text(0), row.Text(1), row.Blob(2)));

    public static ImmutableArray<Table> All { get; } = [Functions, Versions, Settings, CodeUses, Layers, LayerVersions, CodeSigning];
}
