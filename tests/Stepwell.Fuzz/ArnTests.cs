using Stepwell.Integrations.Tracing;
using Stepwell.Services.Logs.Events;
using Stepwell.Services.Logs.Filtering;
using Stepwell.Services.Logs.Naming;
using Stepwell.Services.StepFunctions.History;
using Stepwell.Services.StepFunctions.Naming;
using Stepwell.Services.StepFunctions.Paging;
using Stepwell.Services.StepFunctions.Tasks;
using Stepwell.States.Parsing;

namespace Stepwell.Fuzz;

/// <summary>What clients send as ARNs, tokens and patterns is taken apart, or refused with an error of the API.</summary>
public sealed class ArnTests
{
    [Fact]
    public void Resources_of_any_kind_are_parsed_or_refused() =>
        Campaign.Run("resource ARNs", ArnExamples.Resources, ArnExamples.Pieces, text => ResourceParser.Of(text) is not null);

    [Fact]
    public void Arns_of_step_functions_are_taken_apart_or_refused() =>
        Campaign.Run("StatesArn", ArnExamples.States, ArnExamples.Pieces, text =>
        {
            if (!StatesArn.TryParse(text, out var arn)) return false;
            Assert.Equal(text, arn.Text);
            Assert.EndsWith($":states:{StatesArn.Scope(arn.Region, arn.AccountId)}:{arn.ResourceType}:{arn.Resource}", text, StringComparison.Ordinal);
            return true;
        });

    [Fact]
    public void Arguments_that_are_arns_are_taken_apart_or_refused() =>
        Campaign.Run("arguments that are ARNs", ArnExamples.States, ArnExamples.Pieces, text =>
        {
            var isMachine = ApiAnswer.IsTaken(() => Assert.StartsWith(Arguments.Machine(text).MachineArn, text, StringComparison.Ordinal));
            var isVersion = ApiAnswer.IsTaken(() => Assert.NotNull(Arguments.Version(text).Version));
            var isAlias = ApiAnswer.IsTaken(() => Assert.NotNull(Arguments.Alias(text).Alias));
            Assert.False(isVersion && isAlias);
            string[] others = [StatesArn.Execution, StatesArn.Express, StatesArn.Activity, StatesArn.MapRun];
            return others.Any(type => ApiAnswer.IsTaken(() => Arguments.Arn(text, type))) | isMachine | isVersion | isAlias | ApiAnswer.IsTaken(() => Arguments.RoleArn(text));
        });

    [Fact]
    public void Arns_of_logs_are_taken_apart_or_refused() =>
        Campaign.Run("LogsArn", ArnExamples.Logs, ArnExamples.Pieces, text =>
        {
            if (!LogsArn.TryParse(text, out var arn)) return false;
            Assert.Contains($":logs:{arn.Scope}:log-group:{arn.GroupName}", text, StringComparison.Ordinal);
            // What is written is read as it was.
            Assert.True(LogsArn.TryParse(LogsArn.Group(arn.Scope, arn.GroupName), out var again));
            Assert.Equal(arn, again);
            return true;
        });

    [Fact]
    public void Tokens_of_any_kind_are_read_or_refused() =>
        Campaign.Run("tokens", ArnExamples.Tokens, ArnExamples.TokenPieces, text =>
        {
            var isTask = TaskTokens.TryParse(text, out _);
            var isPage = ApiAnswer.IsTaken(() => PageToken.Parse("list", text)) | ApiAnswer.IsTaken(() => PageToken.ParseNumber("list", text));
            return isTask | isPage | ApiAnswer.IsTaken(() => StreamTokens.Parse(text, 3)) | HistoryPlace.Parse(text) is not null;
        });

    [Fact]
    public void Filter_patterns_of_any_kind_are_matched_or_refused() =>
        Campaign.Run("filter patterns", ArnExamples.Patterns, ArnExamples.PatternPieces, text =>
        {
            try
            {
                var pattern = FilterPattern.Parse(text);
                _ = pattern.Matches(ArnExamples.Message);
                _ = pattern.Matches(text);
                return true;
            }
            catch (FilterPatternException)
            {
                return false;
            }
        });

    [Fact]
    public void Trace_headers_of_any_kind_are_read_or_say_nothing() =>
        Campaign.Run("trace headers", ArnExamples.Traces, ArnExamples.TracePieces, text =>
        {
            var parent = TraceContext.Parse(text, text);
            if ((TraceContext.Parse(text) ?? parent) is not { } context) return false;
            // What is kept is read as it was.
            Assert.Equal(context, TraceContext.Parse(context.ToString()));
            return true;
        });
}
