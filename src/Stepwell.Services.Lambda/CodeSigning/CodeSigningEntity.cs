using Stepwell.Partitions;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Decisions;
using Stepwell.Services.Lambda.Storage;
using Stepwell.Wire.Shapes;

namespace Stepwell.Services.Lambda.CodeSigning;

/// <summary>A code signing configuration. It is kept and told; signatures of packages are not looked at.</summary>
internal sealed class CodeSigningEntity(CodeSigningArn arn, CodeSigningRow? row) : IEntity
{
    private CodeSigningRow? _row = row;

    public void Handle(object command, IActivation activation)
    {
        switch ((CodeSigningCommand)command)
        {
            case CodeSigningCommand.Put(var config):
                activation.Reply(Put(config, activation));
                break;
            case CodeSigningCommand.Update(var input) when _row is not null:
                activation.Reply(Update(ShapeJson.Read<CodeSigningConfig>(_row.Value), input, activation));
                break;
            case CodeSigningCommand.Delete when _row is not null:
                activation.Delete(FunctionTables.CodeSigning, _row);
                _row = null;
                activation.Reply(Done.Instance);
                break;
            default:
                activation.ReplyError(NotFound(arn));
                break;
        }
    }

    public static ResourceNotFoundException NotFound(CodeSigningArn arn) => new($"The Lambda code signing configuration {arn} does not exist.");

    private CodeSigningConfig Update(CodeSigningConfig old, UpdateCodeSigningConfigRequest input, IActivation activation) => Put(
        old with
        {
            Description = input.Description ?? old.Description,
            AllowedPublishers = input.AllowedPublishers ?? old.AllowedPublishers,
            CodeSigningPolicies = input.CodeSigningPolicies ?? old.CodeSigningPolicies,
        },
        activation);

    private CodeSigningConfig Put(CodeSigningConfig config, IActivation activation)
    {
        config = config with { LastModified = TimeText.Format(activation.Now) };
        _row = new CodeSigningRow(arn.Scope, arn.Id, ShapeJson.Write(config).ToArray());
        activation.Upsert(FunctionTables.CodeSigning, _row);
        return config;
    }
}

/// <summary>What is asked of a code signing configuration.</summary>
internal abstract record CodeSigningCommand
{
    public sealed record Put(CodeSigningConfig Config) : CodeSigningCommand;

    public sealed record Update(UpdateCodeSigningConfigRequest Input) : CodeSigningCommand;

    public sealed record Delete : CodeSigningCommand;
}
