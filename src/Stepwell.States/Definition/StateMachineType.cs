namespace Stepwell.States.Definition;

public enum StateMachineType
{
    Standard,
    Express,
}
