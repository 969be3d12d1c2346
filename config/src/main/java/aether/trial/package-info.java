/** Several machines that trade as one, as processes of this machine, beside a simulated exchange that keeps account: what they bear is tried here. */
package aether.trial;
