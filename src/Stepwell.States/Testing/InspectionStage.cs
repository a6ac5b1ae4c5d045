namespace Stepwell.States.Testing;

/// <summary>A place in the flow of data through a state, named as <c>inspectionData</c> of TestState names it.</summary>
public enum InspectionStage
{
    AfterInputPath,
    AfterParameters,
    AfterArguments,
    AfterItemsPath,
    AfterItemsPointer,
    AfterItemSelector,
    AfterItemBatcher,
    Result,
    AfterResultSelector,
    AfterResultPath,
}
